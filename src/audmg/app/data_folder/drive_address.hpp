// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/config/settings.hpp"
#include "audmg/lib/openssl/authority.hpp"

#include <cstdint>
#include <string>

namespace audmg::app {

/// Returns the name for a drive with these names that other devices use: its first host name, or
/// else its first address, that is not this machine's name for itself; "localhost" if there is
/// none.
[[nodiscard]] std::string name_for_others(const openssl::ServerNames& names);

/// Returns whether name_for_others() is a host name. Browsers make passkeys for names only.
[[nodiscard]] bool has_host_for_others(const openssl::ServerNames& names);

/// Returns the origin of the drive: AUDMG_PUBLIC_URL; else, where it uses the certificate that it
/// made for itself and listens at every address, https and name_for_others(), which links and
/// passkeys of other devices need; else that of the listener. `port` is the listener's.
[[nodiscard]] std::string drive_address(const config::Settings& settings, std::uint16_t port);

}  // namespace audmg::app
