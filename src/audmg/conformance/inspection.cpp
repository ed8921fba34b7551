// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/conformance/inspection.hpp"

#include "audmg/client/remote_file.hpp"
#include "audmg/core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

namespace audmg::conformance {
namespace {

constexpr std::size_t kMaxQuotedBytes = 120;
constexpr int kTooManyRequests = 429;

std::string shown_text(std::string_view text) {
  return text.empty() ? "missing" : fmt::format("\"{}\"", printable_text(text, kMaxQuotedBytes));
}

/// API Gateway renames the field, so that no browser asks for a password.
bool says_how_to_log_in(const Reply& reply) {
  return reply.field("www-authenticate") == "Bearer" ||
         reply.field("x-amzn-remapped-www-authenticate") == "Bearer";
}

}  // namespace

Inspection& Inspection::that(bool holds, std::string_view difference) {
  if (holds) return *this;
  if (!differences_.empty()) differences_ += "; ";
  differences_ += difference;
  return *this;
}

Inspection& Inspection::status(int wanted) {
  return that(reply_.status() == wanted, fmt::format("the status is not {}", wanted));
}

Inspection& Inspection::says(std::string_view member, std::string_view text) {
  const std::string said = reply_.text(member);
  return that(said == text, fmt::format("{} is {}", member, shown_text(said)));
}

Inspection& Inspection::has(std::string_view member) {
  return that(!reply_.text(member).empty(), fmt::format("{} is missing", member));
}

Inspection& Inspection::has_only(std::initializer_list<std::string_view> members) {
  const json::Object* const object = reply_.json.as_object();
  if (object == nullptr) return that(false, "the body is not a JSON object");
  for (const std::string_view member : members) {
    that(reply_.json.find(member) != nullptr, fmt::format("{} is missing", member));
  }
  for (const json::Member& member : *object) {
    const bool is_known = std::ranges::find(members, member.name) != members.end();
    that(is_known, fmt::format("{} is too much", shown_text(member.name)));
  }
  return *this;
}

Inspection& Inspection::field(std::string_view name, std::string_view value) {
  const std::string_view found = reply_.field(name);
  return that(found == value, fmt::format("{} is {}", name, shown_text(found)));
}

Inspection& Inspection::problem(int wanted, std::string_view code) {
  status(wanted).says("code", code).has("type").has("title").has("message").has("requestId");
  const json::Value* const status = reply_.json.find("status");
  that(status != nullptr && status->as_unsigned() == static_cast<std::uint64_t>(wanted),
       fmt::format("the member status is not {}", wanted));
  if (is_of_gateway(reply_)) return *this;
  field("content-type", "application/problem+json");
  return that(wanted != 401 || says_how_to_log_in(reply_), "WWW-Authenticate is not \"Bearer\"");
}

Inspection& Inspection::blames(std::string_view field) {
  const json::Array errors = reply_.items("errors");
  const bool is_named = std::ranges::any_of(errors, [&](const json::Value& error) {
    return client::text_member(error, "field") == field;
  });
  return that(is_named, fmt::format("the field {} is not named", field));
}

Finding Inspection::finding() const {
  if (holds()) return {.outcome = Outcome::held, .came = summary_of(reply_)};
  const auto outcome = reply_.status() == kTooManyRequests ? Outcome::not_tried : Outcome::differs;
  return {.outcome = outcome, .came = summary_of(reply_) + ": " + differences_};
}

}  // namespace audmg::conformance
