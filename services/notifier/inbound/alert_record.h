#pragma once

#include <string>

#include "liandu/state/v1/notifier.pb.h"
#include "notifier/domain/alert_desk.h"

namespace liandu::notifier {

/// What is known of an alert as its record, and back. Pure functions.
state::v1::NotifierAlert RecordOf(const AlertDesk& alert, const std::string& jurisdiction);
AlertDesk AlertFromRecord(const state::v1::NotifierAlert& record);

}  // namespace liandu::notifier
