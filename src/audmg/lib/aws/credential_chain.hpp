// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/lib/aws/credential_sources.hpp"
#include "audmg/lib/aws/credentials.hpp"

#include <chrono>
#include <memory>
#include <vector>

namespace audmg::aws {

/// Credentials are asked for anew this long before they end.
inline constexpr std::chrono::minutes kCredentialsRefreshMargin{5};
/// How long what does not expire is believed, so that a changed file is noticed.
inline constexpr std::chrono::minutes kCredentialsRecheck{15};

/// The first source that has credentials; a source that should have some and fails ends the search.
/// What was found is kept until it is about to expire; one thread at a time asks. When asking again
/// fails, what is still good is used on. `clock` must outlive the result.
[[nodiscard]] std::unique_ptr<CredentialsProvider> make_credential_chain(
    std::vector<std::unique_ptr<CredentialsProvider>> sources, const Clock& clock);

/// Environment, profile, container, instance, in this order. `transport` must allow plain HTTP.
[[nodiscard]] std::unique_ptr<CredentialsProvider> make_default_credentials(
    const Environment& environment, const ReadFile& read_file, HttpTransport& transport,
    const Clock& clock);

}  // namespace audmg::aws
