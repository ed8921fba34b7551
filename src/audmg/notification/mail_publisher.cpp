// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/notification/mail_publisher.hpp"

#include "audmg/core/utf8.hpp"
#include "audmg/lib/json/document.hpp"
#include "audmg/lib/json/text.hpp"
#include "audmg/notification/event_filter.hpp"

#include <cstddef>
#include <string_view>
#include <utility>

namespace audmg::notification {
namespace {

/// Length limit of one line of a mail; file names and reasons are shorter.
constexpr std::size_t kMaxLineBytes = 512;

/// Returns one line of valid UTF-8, whatever name a user gave to the file.
std::string one_line(std::string_view text) {
  std::string line;
  while (!text.empty() && line.size() < kMaxLineBytes) {
    const Utf8Sequence next = first_utf8_sequence(text);
    const auto first = static_cast<unsigned char>(text.front());
    const bool control =
        first < 0x20 || first == 0x7f ||
        (first == 0xc2 && next.valid && static_cast<unsigned char>(text[1]) < 0xa0);
    if (!next.valid) {
      line += "\xef\xbf\xbd";
    } else if (control) {
      line += ' ';
    } else {
      line += text.substr(0, next.length);
    }
    text.remove_prefix(next.length);
  }
  return line;
}

std::string text_of(const json::Value& value) {
  const std::string* text = value.as_string();
  return one_line(text != nullptr ? *text : json::to_text(value));
}

class MailPublisher final : public Publisher {
 public:
  MailPublisher(std::string to, EventFilter filter, Mailer& mailer)
      : to_(std::move(to)), filter_(std::move(filter)), mailer_(mailer) {}

  Result<void> publish(const Event& event) override {
    if (!filter_.matches(event.type)) return {};
    return mailer_.send_mail(write(event));
  }

 private:
  [[nodiscard]] Mail write(const Event& event) const {
    const auto detail = json::parse(event.detail, {});
    const json::Object nothing;
    const json::Object* members = detail ? detail->as_object() : nullptr;
    Mail mail{.to = to_, .subject = "[Audmg Drive] " + event.type, .text = {}, .id = event.id};
    mail.text = event.type + "\n\n";
    const auto line = [&mail](std::string_view name, std::string_view value) {
      if (!value.empty()) mail.text.append(name).append(": ").append(value).append("\n");
    };
    for (const json::Member& member : members != nullptr ? *members : nothing) {
      const std::string value = text_of(member.value);
      line(one_line(member.name), value);
      if (member.name == "fileName" || member.name == "alarm") mail.subject += ": " + value;
    }
    line("time", format_rfc3339(event.at));
    line("userId", event.user_id);
    line("fileId", event.file_id);
    line("eventId", event.id);
    return mail;
  }

  const std::string to_;
  const EventFilter filter_;
  Mailer& mailer_;
};

}  // namespace

Result<std::unique_ptr<Publisher>> make_mail_publisher(MailPublisherOptions options,
                                                       Mailer& mailer) {
  AUDMG_TRY(EventFilter filter, EventFilter::parse(options.types));
  return std::make_unique<MailPublisher>(std::move(options.to), std::move(filter), mailer);
}

}  // namespace audmg::notification
