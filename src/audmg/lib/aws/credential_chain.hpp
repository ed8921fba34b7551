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

/// Credentials are fetched again this long before they expire.
inline constexpr std::chrono::minutes kCredentialsRefreshMargin{5};
/// Credentials that do not expire are fetched again after this time, to notice changed files.
inline constexpr std::chrono::minutes kCredentialsRecheck{15};

/// Returns the credentials of the first source that has any; a source that should have some but
/// fails ends the search. They are kept until shortly before they expire; one thread at a time
/// fetches. When fetching again fails, credentials that are still valid stay in use. `clock` must
/// outlive the result.
[[nodiscard]] std::unique_ptr<CredentialsProvider> make_credential_chain(
    std::vector<std::unique_ptr<CredentialsProvider>> sources, const Clock& clock);

/// Tries environment, profile, container, instance, in order. `transport` must allow plain HTTP.
[[nodiscard]] std::unique_ptr<CredentialsProvider> make_default_credentials(
    const Environment& environment, const ReadFile& read_file, HttpTransport& transport,
    const Clock& clock);

}  // namespace audmg::aws
