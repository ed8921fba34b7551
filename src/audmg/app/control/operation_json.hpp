// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/control/json_form.hpp"
#include "audmg/app/operations/operations.hpp"

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

// The JSON of everything that operations take and return: on the control socket, and where a
// command prints it for scripts (--json).
namespace audmg::app {

template <>
struct JsonMembers<NewAccount> {
  static void visit(auto& member, auto& account) {
    member("username", account.username);
    member("email", account.email);
    member("password", account.password);
  }
};

template <>
struct JsonMembers<NewPassword> {
  static void visit(auto& member, auto& change) {
    member("user", change.user);
    member("password", change.password);
  }
};

template <>
struct JsonMembers<Account> {
  static void visit(auto& member, auto& account) {
    member("userId", account.id);
    member("username", account.username);
    member("email", account.email);
    member("createdAt", account.created_at);
    member("disabled", account.disabled);
    member("admin", account.admin);
  }
};

template <>
struct JsonMembers<NewRole> {
  static void visit(auto& member, auto& role) {
    member("user", role.user);
    member("admin", role.admin);
  }
};

template <>
struct JsonMembers<FactorReset> {
  static void visit(auto& member, auto& reset) {
    member("user", reset.user);
    member("keepPasskeys", reset.keep_passkeys);
  }
};

template <>
struct JsonMembers<functions::TakenFactors> {
  static void visit(auto& member, auto& taken) {
    member("totp", taken.totp);
    member("passkeys", taken.passkeys);
    member("recoveryCodes", taken.recovery_codes);
  }
};

template <>
struct JsonForm<queue::MessageState> {
  static void write(json::Writer& json, queue::MessageState state) { json.value(to_string(state)); }
  static std::optional<queue::MessageState> read(const json::Value& json) {
    const std::string* text = json.as_string();
    return text == nullptr ? std::nullopt : queue::parse_message_state(*text);
  }
};

template <>
struct JsonMembers<ListJobsRequest> {
  static void visit(auto& member, auto& request) {
    member("queue", request.queue);
    member("after", request.after);
    member("state", request.state);
  }
};

template <>
struct JsonMembers<MessageView> {
  static void visit(auto& member, auto& job) {
    member("messageId", job.id);
    member("queue", job.queue);
    member("state", job.state);
    member("userId", job.group);
    member("receiveCount", job.receive_count);
    member("ageSeconds", job.age);
    member("sentAt", job.sent_at);
    member("visibleAt", job.visible_at);
    member("lastError", job.last_error);
    member.unless_empty("body", job.body);
  }
};

template <>
struct JsonMembers<JobPage> {
  static void visit(auto& member, auto& page) {
    member("paused", page.paused);
    member("jobs", page.jobs);
  }
};

template <>
struct JsonMembers<SealingStatus> {
  static void visit(auto& member, auto& status) {
    member("run", status.run);
    member("objects", status.seen);
    member("sealed", status.sealed);
    member("skipped", status.skipped);
    member("bytes", status.bytes);
    member("done", status.done);
  }
};

/// A place in the list of all files: the ids of a file and of its owner, or neither.
struct PlaceNames {
  std::string_view owner;
  std::string_view file;
};
void visit_place(auto& member, const PlaceNames& names, auto& owner, auto& file) {
  member.unless_empty(names.owner, owner);
  member.unless_empty(names.file, file);
  member.require(names.owner, owner.empty() == file.empty());
}
inline constexpr PlaceNames kAfter{"afterOwner", "afterFile"};
inline constexpr PlaceNames kNext{"nextOwner", "nextFile"};

template <>
struct JsonMembers<functions::RebuildBacklog> {
  static void visit(auto& member, auto& backlog) {
    member("waiting", backlog.waiting);
    member("inWork", backlog.in_work);
  }
};

template <>
struct JsonMembers<functions::RebuildRequest> {
  static void visit(auto& member, auto& request) {
    member("includeFailed", request.include_failed);
    member("dryRun", request.dry_run);
    member.unless_empty("before", request.before);
  }
};

template <>
struct JsonMembers<functions::RebuildReport> {
  static void visit(auto& member, auto& report) {
    member("files", report.files);
    member("upToDate", report.up_to_date);
    member("processing", report.processing);
    member("failed", report.failed);
    member("sent", report.sent);
    member("sentLacking", report.sent_lacking);
    member("sentOutdated", report.sent_outdated);
    member("sentNeverProcessed", report.sent_never_processed);
    member("sentFailed", report.sent_failed);
    member("sentStuck", report.sent_stuck);
    member("recipes", report.recipes);
    member.unless_empty("nextBefore", report.next_before);
    member("heldUp", report.held_up);
  }
};

/// The member "copy": true if objects are copied.
template <>
struct JsonForm<backup::CopyMode> {
  static void write(json::Writer& json, backup::CopyMode mode) {
    json.value(mode == backup::CopyMode::copy);
  }
  static std::optional<backup::CopyMode> read(const json::Value& json) {
    const auto copy = json.as_bool();
    if (!copy) return std::nullopt;
    return *copy ? backup::CopyMode::copy : backup::CopyMode::link;
  }
};

/// An absolute path, because the server has another working directory.
template <>
struct JsonForm<std::filesystem::path> {
  static void write(json::Writer& json, const std::filesystem::path& path) {
    json.value(path.string());
  }
  static std::optional<std::filesystem::path> read(const json::Value& json) {
    const std::string* text = json.as_string();
    if (text == nullptr || !text->starts_with('/')) return std::nullopt;
    return *text;
  }
};

template <>
struct JsonMembers<backup::CreateRequest> {
  static void visit(auto& member, auto& request) {
    member("directory", request.directory);
    member("copy", request.mode);
    member("keep", request.keep);
  }
};

template <>
struct JsonMembers<backup::CreateReport> {
  static void visit(auto& member, auto& report) {
    member("snapshot", report.snapshot);
    member("files", report.files);
    member("objects", report.objects);
    member("bytes", report.bytes);
    member("linked", report.linked);
    member("reused", report.reused);
    member("copied", report.copied);
    member("missing", report.missing);
    member("pruned", report.pruned);
    member("shrunkFrom", report.shrunk_from);
    member("missingKeys", report.missing_keys);
  }
};

template <>
struct JsonMembers<BackupStatus> {
  static void visit(auto& member, auto& status) {
    member("filesTotal", status.files);
    member("filesDone", status.files_done);
    member("bytesDone", status.bytes);
    member("report", status.report);
  }
};

/// Only the readings that an operator may ask for.
template <>
struct JsonForm<functions::ScrubReading> {
  static void write(json::Writer& json, functions::ScrubReading reading) {
    for (const auto& [name, it] : kNames) {
      if (it == reading) json.value(name);
    }
  }
  static std::optional<functions::ScrubReading> read(const json::Value& json) {
    const std::string* text = json.as_string();
    for (const auto& [name, it] : kNames) {
      if (text != nullptr && *text == name) return it;
    }
    return std::nullopt;
  }

 private:
  static constexpr std::array<std::pair<std::string_view, functions::ScrubReading>, 3> kNames{
      {{"none", functions::ScrubReading::none},
       {"sample", functions::ScrubReading::sample},
       {"all", functions::ScrubReading::all}}};
};

template <>
struct JsonMembers<VerifyRequest> {
  static void visit(auto& member, auto& request) {
    member("walk", request.walk);
    member("reading", request.reading);
    member("samplePercent", request.sample_percent);
    visit_place(member, kAfter, request.after.after_owner, request.after.after_id);
  }
};

template <>
struct JsonMembers<functions::DamagedFile> {
  static void visit(auto& member, auto& file) {
    member("userId", file.owner);
    member("username", file.username);
    member("fileId", file.file);
    member("fileName", file.name);
    member("damaged", file.damage);
  }
};

template <>
struct JsonMembers<functions::ScrubReport> {
  static void visit(auto& member, auto& report) {
    member("files", report.files_seen);
    member("verified", report.files_verified);
    member("bytesRead", report.bytes_read);
    member("sidecarsWritten", report.sidecars_written);
    member("lostRenditions", report.lost_renditions);
    member("healed", report.healed);
    member("changed", report.changed);
    member("damaged", report.damaged);
  }
};

template <>
struct JsonMembers<VerifyReport> {
  static void visit(auto& member, auto& report) {
    JsonMembers<functions::ScrubReport>::visit(member, report.found);
    member("more", report.more);
    visit_place(member, kNext, report.next.after_owner, report.next.after_id);
  }
};

}  // namespace audmg::app
