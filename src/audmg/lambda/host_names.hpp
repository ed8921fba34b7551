// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

namespace audmg::lambda {

/// From now on names of hosts are looked up in /etc/hosts and by DNS, whatever /etc/nsswitch.conf
/// says: a static program would load the modules that it names, which are made for another C
/// library than the one in it. Call it before the first look-up and before other threads start.
void look_up_host_names_without_modules() noexcept;

}  // namespace audmg::lambda
