// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/cli/job_text.hpp"

#include "audmg/app/cli/terminal.hpp"
#include "audmg/core/utf8.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <string_view>

namespace audmg::app {
namespace {

using queue::MessageState;

constexpr std::string_view kLine = "{:<36}  {:<6}  {:<9}  {:<36}  {:>5}  {:>4}  {}\n";
constexpr std::size_t kMaxErrorBytes = 60;

std::string shortened(std::string text, std::size_t max_bytes) {
  if (text.size() <= max_bytes) return text;
  return std::string(utf8_prefix(text, max_bytes)) + "...";
}

/// Returns the meaning of the time `visible_at`.
std::string_view time_label(MessageState state) {
  switch (state) {
    case MessageState::visible:
      return "waiting since";
    case MessageState::delayed:
      return "waits until";
    case MessageState::in_flight:
      return "leased until";
    case MessageState::dead:
      return "dead since";
  }
  return "";
}

}  // namespace

std::string job_line_head() {
  return fmt::format(kLine, "ID", "QUEUE", "STATE", "USER", "TRIES", "AGE", "LAST ERROR");
}

std::string job_line(const MessageView& job) {
  return fmt::format(kLine, printable(job.id), printable(job.queue), to_string(job.state),
                     printable(job.group), job.receive_count, age_text(job.age),
                     shortened(printable(job.last_error), kMaxErrorBytes));
}

std::string job_text(const MessageView& job) {
  std::string text;
  const auto add = [&](std::string_view label, std::string_view value) {
    text += fmt::format("{:<14} {}\n", label, printable(value));
  };
  add("id", job.id);
  add("queue", job.queue);
  add("state", to_string(job.state));
  add("user", job.group);
  add("tries", std::to_string(job.receive_count));
  add("sent", fmt::format("{} ({} ago)", job.sent_at, age_text(job.age)));
  add(time_label(job.state), job.visible_at);
  add("last error", job.last_error.empty() ? "none" : job.last_error);
  add("body", job.body);
  return text;
}

std::string count_text(std::uint64_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string age_text(std::chrono::seconds age) {
  using std::chrono::days;
  using std::chrono::floor;
  using std::chrono::hours;
  using std::chrono::minutes;
  if (age >= days(1)) return fmt::format("{}d", floor<days>(age).count());
  if (age >= hours(1)) return fmt::format("{}h", floor<hours>(age).count());
  if (age >= minutes(1)) return fmt::format("{}m", floor<minutes>(age).count());
  return fmt::format("{}s", age.count());
}

}  // namespace audmg::app
