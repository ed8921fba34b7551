// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/conformance/reply.hpp"

#include "audmg/client/remote_file.hpp"
#include "audmg/core/text.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <utility>

namespace audmg::conformance {
namespace {

constexpr json::Limits kReplyLimits{.max_bytes = std::size_t{8} * 1024 * 1024, .max_depth = 32};
constexpr std::size_t kMaxShownBytes = 80;
/// A File has some 20; its first ones tell that it is one.
constexpr std::size_t kMaxShownMembers = 6;

std::string member_names(const json::Object& object) {
  std::string names;
  for (std::size_t i = 0; i < object.size(); ++i) {
    if (i > 0) names += ", ";
    if (i == kMaxShownMembers) return names + "...";
    names += printable_text(object[i].name, kMaxShownBytes);
  }
  return names;
}

}  // namespace

std::string Reply::text(std::string_view member) const { return client::text_member(json, member); }

json::Array Reply::items(std::string_view member) const {
  const json::Value* const value = json.find(member);
  const json::Array* const array = value == nullptr ? nullptr : value->as_array();
  return array == nullptr ? json::Array() : *array;
}

Reply read_reply(curl::ClientAnswer answer) {
  Reply reply{.http = std::move(answer)};
  if (reply.field("content-type").find("json") == std::string_view::npos) return reply;
  if (auto value = json::parse(reply.body(), kReplyLimits)) reply.json = *std::move(value);
  return reply;
}

bool is_of_gateway(const Reply& reply) noexcept { return !reply.field("x-amzn-errortype").empty(); }

std::string summary_of(const Reply& reply) {
  const std::string code = reply.text("code");
  if (reply.status() >= 400 && !code.empty()) {
    return fmt::format("{} {}", reply.status(), printable_text(code, kMaxShownBytes));
  }
  if (const json::Object* const object = reply.json.as_object()) {
    return fmt::format("{} {{{}}}", reply.status(), member_names(*object));
  }
  if (reply.body().empty()) return fmt::format("{} without a body", reply.status());
  return fmt::format("{} with {} bytes", reply.status(), reply.body().size());
}

}  // namespace audmg::conformance
