// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/json/document.hpp"
#include "audmg/lib/json/writer.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// What the lines of all commands have in common: control/protocol.hpp describes them.
namespace audmg::app {

/// Arrays and objects inside one another in a line.
inline constexpr std::size_t kMaxControlDepth = 4;

/// Begins an object with "command"; finish_line() ends it.
[[nodiscard]] json::Writer begin_request(std::string_view command);
/// Begins an object with "ok": true; finish_line() ends it.
[[nodiscard]] json::Writer begin_success();
[[nodiscard]] std::string finish_line(json::Writer&& json);

/// Whole answer lines.
[[nodiscard]] std::string success();
[[nodiscard]] std::string refusal(const Error& error);
[[nodiscard]] std::string bad_request(std::string message);
[[nodiscard]] std::string answer(const Result<void>& result);

/// A member that is a string; null when it is missing or of another type.
[[nodiscard]] const std::string* text_of(const json::Value& object, std::string_view name);
/// A member that is true; false for anything else.
[[nodiscard]] bool flag_of(const json::Value& object, std::string_view name);
[[nodiscard]] std::optional<std::uint64_t> number_of(const json::Value& object,
                                                     std::string_view name);

/// The object of an answer that says "ok". Errors: what the server answered; internal for a line
/// that is no answer.
[[nodiscard]] Result<json::Value> read_answer(std::string_view line);
/// Of an answer that says "ok" and lacks what belongs to it.
[[nodiscard]] std::unexpected<Error> missing_in_answer(std::string_view name);

}  // namespace audmg::app
