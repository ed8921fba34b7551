// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/credentials/factor_problems.hpp"

namespace audmg::functions {

http::Problem wrong_factor() {
  return {.status = 401,
          .code = "wrong_factor",
          .message = "This code or passkey is not right, or it was used before. Try again."};
}

http::Problem wrong_app_code() {
  return {.status = 401,
          .code = "wrong_factor",
          .message =
              "This code is not right, or it was used before. Send the next one. If that is "
              "refused, too, let your phone set its clock by itself."};
}

http::Problem passkeys_unavailable() {
  return {.status = 409,
          .code = "passkeys_unavailable",
          .message =
              "Passkeys need a drive with a name: set AUDMG_PUBLIC_URL to its address with "
              "a host name, and open the app there."};
}

}  // namespace audmg::functions
