// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lambda/host_names.hpp"

#include "audmg/core/result.hpp"

#include <nss.h>

namespace audmg::lambda {

void look_up_host_names_without_modules() noexcept {
  // Both are parts of glibc itself since 2.34.
  AUDMG_ASSERT(::__nss_configure_lookup("hosts", "files dns") == 0);
}

}  // namespace audmg::lambda
