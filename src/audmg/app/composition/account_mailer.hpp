// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/config/settings.hpp"
#include "audmg/core/clock.hpp"
#include "audmg/notification/mailer.hpp"

#include <memory>

namespace audmg::app {

/// Makes the mailer of mails to users: by SMTP if the settings name a mail server and a sender;
/// otherwise one that refuses all mails (unavailable). The clock must outlive it. Throws
/// ConfigError, naming the setting that cannot be used.
[[nodiscard]] std::unique_ptr<notification::Mailer> make_account_mailer(
    const config::Settings& settings, const Clock& clock);

}  // namespace audmg::app
