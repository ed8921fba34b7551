// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <string>
#include <string_view>

namespace audmg::client {

/// Returns a name that is safe for a local file, whatever the drive calls it: without "/", control
/// characters and a "." at its beginning, at most 200 bytes; the ending stays.
[[nodiscard]] std::string local_name(std::string_view name);

/// Returns the name with `addition` before its ending: "a (2).jpg".
[[nodiscard]] std::string name_with(std::string_view name, std::string_view addition);

/// Returns the name without its ending.
[[nodiscard]] std::string_view name_without_ending(std::string_view name);

/// Returns the folder of a date of the drive: "2019/07"; "undated" for text that is not a date.
[[nodiscard]] std::string folder_of_date(std::string_view date);

}  // namespace audmg::client
