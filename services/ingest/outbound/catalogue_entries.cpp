#include "ingest/outbound/catalogue_entries.h"

#include <utility>

#include "wire/wire.h"

namespace liandu::ingest {

std::vector<std::string> EncodeChanges(const model::Event& envelope, const std::vector<Change>& changes) {
  std::vector<std::string> payloads;
  model::Event event = envelope;
  model::CatalogueApplied body;
  size_t bytes = 0;
  const auto close = [&] {
    if (body.put.empty() && body.removed.empty()) return;
    event.body = std::exchange(body, {});
    payloads.push_back(wire::EncodeEvent(event));
    bytes = 0;
  };
  for (const Change& change : changes) {
    // What a field in a repeated message costs beside its own bytes is at most 8.
    const size_t size = change.after ? wire::EncodeResource(*change.after).size() + 8 : change.key.id.size() + 16;
    if (body.put.size() + body.removed.size() >= kMaxEntryResources || bytes + size > kMaxEntryBytes) close();
    bytes += size;
    if (change.after) {
      body.put.push_back(*change.after);
    } else {
      body.removed.push_back(change.key);
    }
  }
  close();
  return payloads;
}

std::vector<eventlog::CatalogueWrite> CatalogueWrites(const std::vector<Change>& changes) {
  std::vector<eventlog::CatalogueWrite> writes;
  writes.reserve(changes.size());
  for (const Change& change : changes) {
    eventlog::CatalogueWrite write{wire::RecordKey(change.key), std::nullopt};
    if (change.after) write.value = wire::EncodeResource(*change.after);
    writes.push_back(std::move(write));
  }
  return writes;
}

}  // namespace liandu::ingest
