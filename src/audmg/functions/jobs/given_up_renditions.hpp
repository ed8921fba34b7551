// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/database/file.hpp"
#include "audmg/database/outbox.hpp"
#include "audmg/functions/services.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace audmg::functions {

/// Reason for the file's owner when nothing better is known.
inline constexpr std::string_view kCannotBeMade = "It could not be made. Ask again later.";

/// Makes an event `file.rendition_failed` for each of the names that the file's owner has asked
/// for.
[[nodiscard]] database::Outbox rendition_failures(const database::File& file,
                                                  const std::vector<std::string>& names,
                                                  std::string_view reason,
                                                  const EventServices& services);

/// Takes the names off what a ready file's owner has asked for, and tells the owner. Does nothing
/// when none of them is asked for, and when the file is gone or not ready any more. Errors: those
/// of the repository; conflict when an attempt at the file begins meanwhile.
[[nodiscard]] Result<void> give_up_renditions(const database::File& file,
                                              const std::vector<std::string>& names,
                                              std::string_view reason,
                                              const EventServices& services);

}  // namespace audmg::functions
