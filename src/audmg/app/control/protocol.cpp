// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/control/protocol.hpp"

#include "audmg/app/control/operation_json.hpp"
#include "audmg/core/wipe.hpp"
#include "audmg/lib/json/document.hpp"
#include "audmg/lib/json/writer.hpp"

#include <fmt/format.h>

#include <optional>
#include <type_traits>
#include <utility>

namespace audmg::app {
namespace {

/// Arrays and objects inside one another in a line.
constexpr std::size_t kMaxControlDepth = 4;

/// Visits an argument or an answer where Operation puts it: in one member, or in its own members.
template <class Value>
void visit_value(auto& members, std::string_view member, Value& value) {
  if constexpr (HasJsonMembers<std::remove_const_t<Value>>) {
    if (member.empty()) return JsonMembers<std::remove_const_t<Value>>::visit(members, value);
  }
  members(member, value);
}

template <class Value>
void write_value(json::Writer& json, std::string_view member, const Value& value) {
  MemberWriter members(json);
  visit_value(members, member, value);
}

/// `code` and `owner` are those of the error when something is missing or wrong.
template <class Value>
Result<Value> read_value(const json::Value& object, std::string_view member, ErrorCode code,
                         std::string_view owner) {
  Value value{};
  MemberReader members(object);
  visit_value(members, member, value);
  if (members.wrong().empty()) return value;
  return fail(code, fmt::format("{} lacks a valid {}", owner, members.wrong()));
}

/// A member of a line; `otherwise` when it is missing or of another type.
template <class Value>
Value member_or(const json::Value& object, std::string_view name, Value otherwise) {
  MemberReader member(object);
  member(name, otherwise);
  return otherwise;
}

std::string finish_line(json::Writer&& json) {
  json.end_object();
  return std::move(json).take() + "\n";
}

// --- the server's side ---

std::string refusal(const Error& error) {
  json::Writer json;
  json.begin_object().field("ok", false).field("code", to_string(error.code));
  json.field("message", error.message);
  return finish_line(std::move(json));
}

std::string bad_request(std::string message) {
  return refusal({ErrorCode::invalid_argument, std::move(message)});
}

template <class Argument, class Answer>
std::string carry_out(const Operation<Argument, Answer>& operation, const json::Value& request) {
  const auto argument = read_value<Argument>(request, operation.argument_member,
                                             ErrorCode::invalid_argument, operation.name);
  if (!argument) return refusal(argument.error());
  const auto answer = operation(*argument);
  if (!answer) return refusal(answer.error());
  json::Writer json;
  json.begin_object().field("ok", true);
  if constexpr (!std::is_void_v<Answer>) write_value(json, operation.answer_member, *answer);
  return finish_line(std::move(json));
}

// --- the command's side ---

/// The error of a reply that does not say "ok".
Error error_of(const json::Value& reply) {
  const auto code = member_or(reply, "code", std::string());
  Error error{ErrorCode::internal,
              member_or(reply, "message", std::string("the server gave no reason"))};
  using enum ErrorCode;
  for (const ErrorCode known :
       {invalid_argument, not_found, already_exists, conflict, too_large, out_of_space, unavailable,
        unknown_outcome, deadline_exceeded, corrupt}) {
    if (code == to_string(known)) error.code = known;
  }
  return error;
}

Result<json::Value> read_reply(std::string_view line) {
  auto document =
      json::parse(line, {.max_bytes = kMaxControlReplyBytes, .max_depth = kMaxControlDepth});
  if (!document || document->as_object() == nullptr) {
    return fail(ErrorCode::internal,
                "the server's answer on the control socket is not a JSON object");
  }
  if (!member_or(*document, "ok", false)) return std::unexpected(error_of(*document));
  return std::move(*document);
}

template <class Argument, class Answer>
Result<Answer> ask_for(const Operation<Argument, Answer>& operation, const Argument& argument,
                       const AskServer& ask) {
  json::Writer json;
  json.begin_object().field("command", operation.name);
  write_value(json, operation.argument_member, argument);
  std::string request = finish_line(std::move(json));
  const auto line = ask(request);
  wipe(request);  // there may have been a password in it
  if (!line) return std::unexpected(line.error());
  AUDMG_TRY(const json::Value reply, read_reply(*line));
  if constexpr (std::is_void_v<Answer>) {
    return {};
  } else {
    return read_value<Answer>(reply, operation.answer_member, ErrorCode::internal,
                              "the server's answer");
  }
}

template <class Argument, class Answer>
void connect(Operation<Argument, Answer>& operation, const AskServer& ask) {
  operation.run = [names = operation, ask](const Argument& argument) {
    return ask_for(names, argument, ask);
  };
}

}  // namespace

std::string answer_control_request(std::string_view line, const Operations& operations) {
  const auto request =
      json::parse(line, {.max_bytes = kMaxControlRequestBytes, .max_depth = kMaxControlDepth});
  if (!request || request->as_object() == nullptr) {
    return bad_request("a request is one JSON object on one line");
  }
  const auto command = member_or(*request, "command", std::string());
  std::optional<std::string> reply;
  for_each_operation(operations, [&](const auto& operation) {
    if (operation.name == command) reply = carry_out(operation, *request);
  });
  return reply ? *std::move(reply) : bad_request("this command is unknown");
}

Operations remote_operations(const AskServer& ask) {
  Operations operations;
  for_each_operation(operations, [&](auto& operation) { connect(operation, ask); });
  return operations;
}

}  // namespace audmg::app
