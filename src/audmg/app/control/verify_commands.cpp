// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/control/verify_commands.hpp"

#include "audmg/app/control/message.hpp"
#include "audmg/app/control/place.hpp"

#include <array>
#include <cstdint>
#include <utility>

namespace audmg::app {
namespace {

using functions::DamagedFile;
using functions::ScrubReading;
using functions::ScrubReport;

/// A count of a report and its name.
struct Count {
  std::string_view name;
  std::uint64_t ScrubReport::* count;
};
constexpr std::array<Count, 7> kCounts{{{"files", &ScrubReport::files_seen},
                                        {"verified", &ScrubReport::files_verified},
                                        {"bytesRead", &ScrubReport::bytes_read},
                                        {"sidecarsWritten", &ScrubReport::sidecars_written},
                                        {"lostRenditions", &ScrubReport::lost_renditions},
                                        {"healed", &ScrubReport::healed},
                                        {"changed", &ScrubReport::changed}}};

struct ReadingName {
  std::string_view name;
  ScrubReading reading;
};
/// Of those that a command may ask for.
constexpr std::array<ReadingName, 3> kReadings{
    {{"none", ScrubReading::none}, {"sample", ScrubReading::sample}, {"all", ScrubReading::all}}};

std::string_view name_of(ScrubReading reading) {
  for (const ReadingName& it : kReadings) {
    if (it.reading == reading) return it.name;
  }
  return "none";
}

std::optional<ScrubReading> parse_reading(std::string_view name) {
  for (const ReadingName& it : kReadings) {
    if (it.name == name) return it.reading;
  }
  return std::nullopt;
}

std::optional<VerifyRequest> read_request(const json::Value& object) {
  const std::string* walk = text_of(object, "walk");
  const std::string* reading = text_of(object, "reading");
  const json::Value* percent = object.find("samplePercent");
  const auto sample_percent = percent != nullptr ? percent->as_number() : std::nullopt;
  if (walk == nullptr || reading == nullptr || !sample_percent) return std::nullopt;
  const auto parsed = parse_reading(*reading);
  VerifyRequest request{.walk = *walk, .sample_percent = *sample_percent};
  if (!parsed || !read_place(object, {"afterOwner", "afterFile"}, request.after.after_owner,
                             request.after.after_id)) {
    return std::nullopt;
  }
  request.reading = *parsed;
  return request;
}

std::string answer(const Result<VerifyReport>& report) {
  if (!report) return refusal(report.error());
  json::Writer json = begin_success();
  write_scrub_report(json, report->found);
  json.field("more", report->more);
  write_place(json, {"nextOwner", "nextFile"}, report->next.after_owner, report->next.after_id);
  return finish_line(std::move(json));
}

std::optional<DamagedFile> read_damaged_file(const json::Value& object) {
  const std::string* username = text_of(object, "username");
  const std::string* name = text_of(object, "fileName");
  const std::string* damage = text_of(object, "damaged");
  DamagedFile file;
  if (username == nullptr || name == nullptr || damage == nullptr ||
      !read_place(object, {"userId", "fileId"}, file.owner, file.file)) {
    return std::nullopt;
  }
  file.username = *username;
  file.name = *name;
  file.damage = *damage;
  return file;
}

}  // namespace

std::optional<std::string> answer_verify_command(std::string_view command,
                                                 const json::Value& request,
                                                 Verification& verification) {
  if (command != "verify") return std::nullopt;
  const auto verify = read_request(request);
  if (!verify) return bad_request("verify needs walk, reading, samplePercent, and a place or none");
  return answer(verification.verify_pass(*verify));
}

std::string verify_request(const VerifyRequest& request) {
  json::Writer json = begin_request("verify");
  json.field("walk", request.walk)
      .field("reading", name_of(request.reading))
      .field("samplePercent", request.sample_percent);
  write_place(json, {"afterOwner", "afterFile"}, request.after.after_owner, request.after.after_id);
  return finish_line(std::move(json));
}

Result<VerifyReport> read_verify_answer(std::string_view line) {
  AUDMG_TRY(const json::Value object, read_answer(line));
  VerifyReport report;
  for (const Count& it : kCounts) {
    const auto count = number_of(object, it.name);
    if (!count) return missing_in_answer(it.name);
    report.found.*it.count = *count;
  }
  const json::Value* damaged = object.find("damaged");
  if (damaged == nullptr || damaged->as_array() == nullptr) return missing_in_answer("damaged");
  for (const json::Value& one : *damaged->as_array()) {
    auto file = read_damaged_file(one);
    if (!file) return missing_in_answer("damaged file");
    report.found.damaged.push_back(*std::move(file));
  }
  report.more = flag_of(object, "more");
  if (!read_place(object, {"nextOwner", "nextFile"}, report.next.after_owner,
                  report.next.after_id)) {
    return missing_in_answer("place to go on");
  }
  return report;
}

void write_scrub_report(json::Writer& json, const ScrubReport& report) {
  for (const Count& it : kCounts) json.field(it.name, report.*it.count);
  json.key("damaged").begin_array();
  for (const DamagedFile& file : report.damaged) {
    json.begin_object()
        .field("userId", file.owner.text())
        .field("username", file.username)
        .field("fileId", file.file.text())
        .field("fileName", file.name)
        .field("damaged", file.damage)
        .end_object();
  }
  json.end_array();
}

}  // namespace audmg::app
