// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/control/backup_commands.hpp"

#include "audmg/app/control/message.hpp"

#include <array>
#include <utility>

namespace audmg::app {
namespace {

using backup::CopyMode;
using backup::CreateReport;
using backup::CreateRequest;

struct Count {
  std::string_view name;
  std::uint64_t CreateReport::* count;
};

constexpr std::array kCounts{
    Count{"files", &CreateReport::files},
    Count{"objects", &CreateReport::objects},
    Count{"bytes", &CreateReport::bytes},
    Count{"linked", &CreateReport::linked},
    Count{"reused", &CreateReport::reused},
    Count{"copied", &CreateReport::copied},
    Count{"missing", &CreateReport::missing},
    Count{"pruned", &CreateReport::pruned},
    Count{"shrunkFrom", &CreateReport::shrunk_from},
};

std::string answer_start(const json::Value& request, Backups& backups) {
  const std::string* directory = text_of(request, "directory");
  if (directory == nullptr || !directory->starts_with('/')) {
    return bad_request("directory is an absolute path");
  }
  CreateRequest create{.directory = *directory,
                       .mode = flag_of(request, "copy") ? CopyMode::copy : CopyMode::link};
  if (const auto keep = number_of(request, "keep")) create.keep = *keep;
  const auto run = backups.start(create);
  if (!run) return refusal(run.error());
  json::Writer json = begin_success();
  json.field("run", *run);
  return finish_line(std::move(json));
}

std::string answer_status(const json::Value& request, Backups& backups) {
  const auto run = number_of(request, "run");
  if (!run) return bad_request("this command needs a run");
  const auto status = backups.status(*run);
  if (!status) return refusal(status.error());
  json::Writer json = begin_success();
  json.field("filesTotal", status->files).field("filesDone", status->files_done);
  json.field("bytesDone", status->bytes);
  if (status->report) {
    json.key("report").begin_object();
    write_backup_report(json, *status->report);
    json.end_object();
  }
  return finish_line(std::move(json));
}

Result<CreateReport> read_report(const json::Value& object) {
  CreateReport report;
  const std::string* snapshot = text_of(object, "snapshot");
  if (snapshot == nullptr) return missing_in_answer("snapshot");
  report.snapshot = *snapshot;
  for (const Count& it : kCounts) {
    const auto count = number_of(object, it.name);
    if (!count) return missing_in_answer(it.name);
    report.*it.count = *count;
  }
  const json::Value* keys = object.find("missingKeys");
  if (keys == nullptr || keys->as_array() == nullptr) return missing_in_answer("missingKeys");
  for (const json::Value& key : *keys->as_array()) {
    if (key.as_string() != nullptr) report.missing_keys.push_back(*key.as_string());
  }
  return report;
}

}  // namespace

std::optional<std::string> answer_backup_command(std::string_view command,
                                                 const json::Value& request, Backups& backups) {
  if (command == "backup_start") return answer_start(request, backups);
  if (command == "backup_status") return answer_status(request, backups);
  return std::nullopt;
}

std::string backup_start_request(const CreateRequest& request) {
  json::Writer json = begin_request("backup_start");
  json.field("directory", request.directory.string());
  json.field("copy", request.mode == CopyMode::copy);
  if (request.keep) json.field("keep", *request.keep);
  return finish_line(std::move(json));
}

std::string backup_status_request(std::uint64_t run) {
  json::Writer json = begin_request("backup_status");
  json.field("run", run);
  return finish_line(std::move(json));
}

Result<std::uint64_t> read_backup_start_answer(std::string_view line) {
  AUDMG_TRY(const json::Value object, read_answer(line));
  const auto run = number_of(object, "run");
  if (!run) return missing_in_answer("run");
  return *run;
}

Result<BackupStatus> read_backup_status_answer(std::string_view line) {
  AUDMG_TRY(const json::Value object, read_answer(line));
  const auto files = number_of(object, "filesTotal");
  const auto done = number_of(object, "filesDone");
  const auto bytes = number_of(object, "bytesDone");
  if (!files || !done || !bytes) return missing_in_answer("progress");
  BackupStatus status{.files = *files, .files_done = *done, .bytes = *bytes};
  if (const json::Value* report = object.find("report")) {
    AUDMG_TRY(status.report, read_report(*report));
  }
  return status;
}

void write_backup_report(json::Writer& json, const CreateReport& report) {
  json.field("snapshot", report.snapshot);
  for (const Count& it : kCounts) json.field(it.name, report.*it.count);
  json.key("missingKeys").begin_array();
  for (const std::string& key : report.missing_keys) json.value(key);
  json.end_array();
}

}  // namespace audmg::app
