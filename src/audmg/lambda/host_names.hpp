// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

namespace audmg::lambda {

/// Makes host name look-ups use /etc/hosts and DNS only, whatever /etc/nsswitch.conf says: a static
/// program would load the modules named there, which are built for a different C library. Call it
/// before the first look-up and before other threads start.
void look_up_host_names_without_modules() noexcept;

}  // namespace audmg::lambda
