// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/control/message.hpp"

#include "audmg/app/control/protocol.hpp"

#include <utility>

namespace audmg::app {

json::Writer begin_request(std::string_view command) {
  json::Writer json;
  json.begin_object().field("command", command);
  return json;
}

json::Writer begin_success() {
  json::Writer json;
  json.begin_object().field("ok", true);
  return json;
}

std::string finish_line(json::Writer&& json) {
  json.end_object();
  return std::move(json).take() + "\n";
}

std::string success() { return finish_line(begin_success()); }

std::string refusal(const Error& error) {
  json::Writer json;
  json.begin_object().field("ok", false).field("code", to_string(error.code));
  json.field("message", error.message);
  return finish_line(std::move(json));
}

std::string bad_request(std::string message) {
  return refusal({ErrorCode::invalid_argument, std::move(message)});
}

std::string answer(const Result<void>& result) {
  return result ? success() : refusal(result.error());
}

const std::string* text_of(const json::Value& object, std::string_view name) {
  const json::Value* member = object.find(name);
  return member == nullptr ? nullptr : member->as_string();
}

bool flag_of(const json::Value& object, std::string_view name) {
  const json::Value* member = object.find(name);
  return member != nullptr && member->as_bool() == true;
}

std::optional<std::uint64_t> number_of(const json::Value& object, std::string_view name) {
  const json::Value* member = object.find(name);
  return member == nullptr ? std::nullopt : member->as_unsigned();
}

Result<json::Value> read_answer(std::string_view line) {
  auto document =
      json::parse(line, {.max_bytes = kMaxControlAnswerBytes, .max_depth = kMaxControlDepth});
  if (!document || document->as_object() == nullptr) {
    return fail(ErrorCode::internal, "the server's answer on the control socket is no JSON object");
  }
  if (flag_of(*document, "ok")) return std::move(*document);
  const std::string* code = text_of(*document, "code");
  const std::string* message = text_of(*document, "message");
  Error error{ErrorCode::internal, message != nullptr ? *message : "the server gave no reason"};
  using enum ErrorCode;
  for (const ErrorCode known :
       {invalid_argument, not_found, already_exists, conflict, too_large, out_of_space, unavailable,
        unknown_outcome, deadline_exceeded, corrupt}) {
    if (code != nullptr && *code == to_string(known)) error.code = known;
  }
  return std::unexpected(std::move(error));
}

std::unexpected<Error> missing_in_answer(std::string_view name) {
  return fail(ErrorCode::internal, "the server's answer has no " + std::string(name));
}

}  // namespace audmg::app
