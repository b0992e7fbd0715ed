#include <fmt/format.h>

#include <algorithm>

#include "platform/eventlog/redis_event_log.h"
#include "platform/eventlog/redis_shared.h"

/// A processor's side of the log: lease, fence and commit.
namespace liandu::eventlog {

using platform::redis::ClassifyError;
using platform::redis::Pipeline;
using platform::redis::Reply;
using platform::redis::ReplyView;
using platform::redis::ScriptCall;

namespace {

int64_t ToInt(ReplyView reply) { return reply.integer().value_or(0); }

void AddFence(const Fence& fence, ScriptCall& call) {
  call.Arg(fence.epoch);
  call.Arg(fence.nonce);
}

absl::Status FirstError(const std::vector<Reply>& replies) {
  for (const Reply& reply : replies) {
    if (reply.view().is_error()) return ClassifyError(reply.view().error());
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<LeaseView> RedisEventLog::ReadLease(Role role) {
  absl::StatusOr<Reply> reply =
      connection_.Command("read_lease", {"HMGET", keys_.Processor(role), "epoch", "counter", "holder", "released"});
  if (!reply.ok()) return reply.status();
  LeaseView view;
  view.epoch = ToInt((*reply)[0]);
  view.counter = ToInt((*reply)[1]);
  view.holder = std::string((*reply)[2].text());
  view.released = view.epoch == 0 || (*reply)[3].text() == "1";
  return view;
}

absl::StatusOr<ProcessorPosition> RedisEventLog::ReadPosition(Role role) {
  Pipeline pipeline;
  pipeline.Add({"HMGET", keys_.Processor(role), "epoch", "nonce", "sequence", "cursor", "inputs", "claims", "trying"});
  pipeline.Add({"SMEMBERS", keys_.set_aside});
  pipeline.Add({"HGET", keys_.partition, role == Role::kEvaluator ? "appended" : "alerts"});
  pipeline.Add({"GET", keys_.trimmed});
  absl::StatusOr<std::vector<Reply>> replies = connection_.Execute("read_position", pipeline);
  if (!replies.ok()) return replies.status();
  if (absl::Status status = FirstError(*replies); !status.ok()) return status;
  const Reply& fields = (*replies)[0];
  ProcessorPosition position;
  position.fence = {ToInt(fields[0]), std::string(fields[1].text()), ToInt(fields[2])};
  position.cursor = EntryId::Parse(fields[3].text()).value_or(EntryId{});
  position.input_count = ToInt(fields[4]);
  position.claims_at_cursor = ToInt(fields[5]);
  if (absl::StatusOr<EntryId> trying = EntryId::Parse(fields[6].text()); trying.ok()) position.trying = *trying;
  const std::string own = fmt::format("{} ", RoleName(role));
  const ReplyView members = (*replies)[1].view();
  for (size_t i = 0; i < members.size(); ++i) {
    const std::string_view member = members[i].text();
    if (!member.starts_with(own)) continue;
    if (absl::StatusOr<EntryId> id = EntryId::Parse(member.substr(own.size())); id.ok())
      position.set_aside.push_back(*id);
  }
  std::sort(position.set_aside.begin(), position.set_aside.end());
  position.appended = ToInt((*replies)[2].view());
  if (role == Role::kNotifier) position.trimmed = EntryId::Parse((*replies)[3].view().text()).value_or(EntryId{});
  return position;
}

absl::StatusOr<ProcessorPosition> RedisEventLog::Claim(Role role, const LeaseView& seen, const std::string& holder,
                                                       const std::string& nonce) {
  ScriptCall call;
  call.Key(keys_.Processor(role));
  call.Arg(seen.epoch);
  call.Arg(seen.counter);
  call.Arg(holder);
  call.Arg(nonce);
  absl::StatusOr<Reply> reply = connection_.CallDurably("claim", shared_.scripts.claim, call);
  if (!reply.ok()) return reply.status();
  if (reply->view().text() != "OK") {
    return absl::AbortedError(
        fmt::format("partition {}: the {}'s lease has moved since it was seen", partition_, RoleName(role)));
  }
  claimed_run_id_ = connection_.run_id();
  state_.Clear();
  absl::StatusOr<ProcessorPosition> position = ReadPosition(role);
  if (!position.ok()) return position;
  if (position->fence.nonce != nonce) return absl::AbortedError("another owner has claimed meanwhile");
  return position;
}

absl::Status RedisEventLog::SameStore() {
  if (absl::Status status = connection_.Connect(); !status.ok()) return status;
  if (connection_.run_id() == claimed_run_id_) return absl::OkStatus();
  return absl::AbortedError(
      fmt::format("partition {}: redis was restarted or failed over since the claim", partition_));
}

absl::Status RedisEventLog::CallFenced(std::string_view what, const platform::redis::Script& script,
                                       const ScriptCall& call) {
  if (absl::Status status = SameStore(); !status.ok()) return status;
  absl::StatusOr<Reply> reply = connection_.CallDurably(what, script, call);
  if (!reply.ok()) return reply.status();
  const std::string_view outcome = reply->view().text();
  if (outcome == "OK") return absl::OkStatus();
  if (outcome == "FENCED") {
    return absl::AbortedError(fmt::format("partition {}: FENCED, another owner has taken over", partition_));
  }
  if (outcome == "STALE") {
    return absl::AbortedError(
        fmt::format("partition {}: STALE, the last input is not in the store's stream", partition_));
  }
  return absl::InternalError(fmt::format("partition {}: {} answered {}", partition_, what, outcome));
}

absl::Status RedisEventLog::Renew(Role role, const Fence& fence) {
  ScriptCall call;
  call.Key(keys_.Processor(role));
  AddFence(fence, call);
  return CallFenced("renew", shared_.scripts.renew, call);
}

absl::Status RedisEventLog::Release(Role role, const Fence& fence) {
  ScriptCall call;
  call.Key(keys_.Processor(role));
  AddFence(fence, call);
  return CallFenced("release", shared_.scripts.release, call);
}

absl::Status RedisEventLog::SetAside(Role role, const Fence& fence, EntryId entry) {
  ScriptCall call;
  call.Key(keys_.Processor(role));
  call.Key(keys_.set_aside);
  AddFence(fence, call);
  call.Arg(fmt::format("{} {}", RoleName(role), entry.ToString()));
  return CallFenced("set_aside", shared_.scripts.set_aside, call);
}

absl::Status RedisEventLog::MarkTrying(Role role, const Fence& fence, EntryId entry) {
  ScriptCall call;
  call.Key(keys_.Processor(role));
  AddFence(fence, call);
  call.Arg(entry.ToString());
  return CallFenced("mark_trying", shared_.scripts.mark_trying, call);
}

absl::Status RedisEventLog::TrimAlerts(const Fence& fence, std::chrono::milliseconds retention) {
  ScriptCall call;
  call.Key(keys_.Processor(Role::kNotifier));
  call.Key(keys_.alerts);
  call.Key(keys_.trimmed);
  call.Key(keys_.deliveries);
  AddFence(fence, call);
  call.Arg(static_cast<int64_t>(retention.count()));
  return CallFenced("trim", shared_.scripts.trim, call);
}

absl::StatusOr<std::vector<std::pair<std::string, std::string>>> RedisEventLog::ReadState(Role role,
                                                                                          const std::string& after_key,
                                                                                          int max_records) {
  return state_.Read(keys_.State(role), after_key, static_cast<size_t>(max_records));
}

absl::Status RedisEventLog::CommitBatch(Role role, const Commit& commit) {
  ScriptCall call;
  call.Key(keys_.Processor(role));
  call.Key(keys_.Input(role));
  call.Key(keys_.State(role));
  call.Key(keys_.Output(role));
  call.Key(keys_.partition);
  size_t bytes = 512;
  int64_t removals = 0;
  for (const StateWrite& write : commit.writes) {
    bytes += write.key.size() + 32 + (write.value.has_value() ? write.value->size() : 0);
    if (!write.value.has_value()) ++removals;
  }
  EntryId cause;
  for (const Commit::CausedOutput& output : commit.outputs) {
    if (output.cause.ms < cause.ms) return absl::InvalidArgumentError("outputs must be in the order of their causes");
    cause = output.cause;
    bytes += output.output.payload.size() + output.output.entity.size() + output.output.jurisdiction.size() + 128;
  }
  call.Reserve(bytes);
  AddFence(commit.fence, call);
  call.Arg(commit.fence.sequence);
  call.Arg(commit.last_input.has_value() ? commit.last_input->ToString() : "");
  call.Arg(commit.input_count);
  call.Arg(static_cast<int64_t>(commit.writes.size()) - removals);
  call.Arg(removals);
  call.Arg(static_cast<int64_t>(commit.outputs.size()));
  call.Arg(role == Role::kEvaluator ? "alerts" : "deliveries");
  for (const StateWrite& write : commit.writes) {
    if (!write.value.has_value()) continue;
    call.Arg(write.key);
    call.Arg(*write.value);
  }
  for (const StateWrite& write : commit.writes) {
    if (!write.value.has_value()) call.Arg(write.key);
  }
  for (const Commit::CausedOutput& output : commit.outputs) {
    call.Arg(static_cast<int64_t>(output.cause.ms));
    call.Arg(output.output.at_ms);
    call.Arg(output.output.jurisdiction);
    call.Arg(fmt::format("{}:{}", output.output.entity, output.output.entity_sequence));
    call.Arg(output.output.payload);
  }
  return CallFenced("commit", shared_.scripts.commit, call);
}

}  // namespace liandu::eventlog
