// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/functions/credentials/counted_attempts.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/http/request.hpp"

#include <string>

namespace audmg::functions {

// Guesses at passwords are counted before the password is checked: parallel guesses must not all
// slip through while the first is checked. One that was right, or could not be checked, is given
// back.

/// The account whose password is guessed: a user's id, or the folded name of nobody. So a guesser
/// gains nothing by the case of a name, nor by using name and address in turn.
struct GuessedAccount {
  std::string subject;
  /// True if the user logged in from this address a short while ago. Strangers share one allowance
  /// per account; they cannot use up the owner's.
  bool is_known_address = false;
};

/// Counts a guess by somebody who wants to log in. Refuses with 429 when there were too many wrong
/// ones. Errors: those of the repository.
[[nodiscard]] Outcome<CountedAttempts> count_guess(const GuessedAccount& account,
                                                   const http::Request& request,
                                                   const AccountServices& services);

/// Counts a guess by a caller who is logged in, so no stranger wherever the request comes from:
/// each session has an allowance of its own, which guesses from elsewhere cannot use up. Refuses as
/// count_guess() does.
[[nodiscard]] Outcome<CountedAttempts> count_own_guess(const http::Principal& caller,
                                                       const AccountServices& services);

}  // namespace audmg::functions
