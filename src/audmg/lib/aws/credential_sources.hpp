// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/lib/aws/credentials.hpp"
#include "audmg/lib/aws/endpoint.hpp"
#include "audmg/lib/aws/http_transport.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

// The individual sources of credentials: "Standardized credential providers" of the AWS SDKs and
// Tools Reference Guide. Each fetches anew at every call; credential_chain.hpp caches.

namespace audmg::aws {

/// Returns the contents of a file; not_found when it does not exist. May refuse large ones.
using ReadFile = std::function<Result<std::string>(const std::string& path)>;

/// Reads AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, which Lambda sets.
[[nodiscard]] std::unique_ptr<CredentialsProvider> make_environment_credentials(
    Environment environment);

/// Reads the keys of the profile AWS_PROFILE (or "default") in AWS_SHARED_CREDENTIALS_FILE
/// (~/.aws/credentials) and AWS_CONFIG_FILE (~/.aws/config). Profiles that name a role, a process
/// or a single sign-on are not supported: their error says so.
[[nodiscard]] std::unique_ptr<CredentialsProvider> make_profile_credentials(Environment environment,
                                                                            ReadFile read_file);

/// Asks AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or _FULL_URI with AWS_CONTAINER_AUTHORIZATION_TOKEN
/// or _TOKEN_FILE, for ECS and EKS Pod Identity. Plain HTTP only to this machine and to the three
/// addresses that AWS names. `transport` must allow plain HTTP and outlive the result.
[[nodiscard]] std::unique_ptr<CredentialsProvider> make_container_credentials(
    Environment environment, ReadFile read_file, HttpTransport& transport);

/// Asks for the role of an EC2 instance, by IMDSv2 only. AWS_EC2_METADATA_DISABLED=true disables
/// it; AWS_EC2_METADATA_SERVICE_ENDPOINT redirects it. `transport` as above.
[[nodiscard]] std::unique_ptr<CredentialsProvider> make_instance_credentials(
    Environment environment, HttpTransport& transport);

/// Parses the response of container and instance sources: AccessKeyId, SecretAccessKey, Token,
/// Expiration. Errors: invalid_argument.
[[nodiscard]] Result<Credentials> parse_credentials_document(std::string_view json);

/// Returns whether credentials may be requested from this URL.
[[nodiscard]] bool is_trusted_credentials_url(std::string_view url);

}  // namespace audmg::aws
