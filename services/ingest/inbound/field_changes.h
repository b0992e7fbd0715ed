#pragma once

#include "ingest/domain/plan_change.h"
#include "liandu/v1/ingest_service.pb.h"

namespace liandu::ingest {

/// A change as the contract shows it; of an update, with every field that differs as JSON.
v1::ResourceChange ToProto(const Change& change);

}  // namespace liandu::ingest
