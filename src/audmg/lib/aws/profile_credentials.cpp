// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/text.hpp"
#include "audmg/lib/aws/credential_sources.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace audmg::aws {
namespace {

/// Files that were written on Windows have "\r" at the end of each line.
constexpr std::string_view kWhiteSpace = " \t\r";

using Section = std::map<std::string, std::string, std::less<>>;

/// Parses one section of an INI file as AWS's tools write them ("Shared config and credentials
/// files"): "[name]" or "[profile name]", "key = value", lines that begin with # or ; are comments,
/// indented lines belong to the key before and are ignored.
Section read_section(std::string_view text, std::string_view profile) {
  Section section;
  bool inside = false;
  while (!text.empty()) {
    const std::string_view line = take_until(text, '\n');
    const std::string_view trimmed = trim(line, kWhiteSpace);
    if (trimmed.empty() || trimmed.front() == '#' || trimmed.front() == ';') continue;
    if (trimmed.front() == '[' && trimmed.back() == ']') {
      std::string_view name = trim(trimmed.substr(1, trimmed.size() - 2), kWhiteSpace);
      if (name.starts_with("profile ")) name = trim(name.substr(8), kWhiteSpace);
      inside = name == profile;
      continue;
    }
    const bool indented = line.front() == ' ' || line.front() == '\t';
    const std::size_t equals = trimmed.find('=');
    if (!inside || indented || equals == std::string_view::npos) continue;
    section.emplace(trim(trimmed.substr(0, equals), kWhiteSpace),
                    trim(trimmed.substr(equals + 1), kWhiteSpace));
  }
  return section;
}

class ProfileCredentials final : public CredentialsProvider {
 public:
  ProfileCredentials(Environment environment, ReadFile read_file)
      : environment_(std::move(environment)), read_file_(std::move(read_file)) {}

  Result<std::shared_ptr<const Credentials>> credentials() override {
    std::string profile = environment_("AWS_PROFILE");
    const bool named = !profile.empty();
    if (!named) profile = "default";
    AUDMG_TRY(Section section,
              find_section("AWS_SHARED_CREDENTIALS_FILE", "/.aws/credentials", profile));
    AUDMG_TRY(Section config, find_section("AWS_CONFIG_FILE", "/.aws/config", profile));
    section.merge(config);
    Credentials found{.access_key_id = section["aws_access_key_id"],
                      .secret_access_key = SecretText(section["aws_secret_access_key"]),
                      .session_token = section["aws_session_token"],
                      .expires_at = {}};
    if (!found.access_key_id.empty() && !found.secret_access_key.text().empty()) {
      return std::make_shared<const Credentials>(std::move(found));
    }
    for (const char* const key : {"role_arn", "credential_process", "sso_session", "sso_start_url",
                                  "web_identity_token_file"}) {
      if (!section.contains(key)) continue;
      return fail(ErrorCode::invalid_argument,
                  "the AWS profile " + profile + " gets its credentials by " + key +
                      ", which is not supported; give keys, or export them: `aws configure "
                      "export-credentials --format env`");
    }
    if (named) return fail(ErrorCode::invalid_argument, "no keys in the AWS profile " + profile);
    return fail(ErrorCode::not_found, "no keys in the AWS profile default");
  }

 private:
  /// Empty when there is no such file.
  Result<Section> find_section(std::string_view variable, std::string_view usual,
                               std::string_view profile) const {
    std::string path = environment_(variable);
    const std::string home = environment_("HOME");
    if (path.empty() && home.empty()) return Section();
    if (path.empty()) path = home + std::string(usual);
    auto text = read_file_(path);
    if (!text && text.error().code == ErrorCode::not_found) return Section();
    if (!text) return std::unexpected(std::move(text).error());
    Section section = read_section(*text, profile);
    wipe(*text);
    return section;
  }

  Environment environment_;
  ReadFile read_file_;
};

}  // namespace

std::unique_ptr<CredentialsProvider> make_profile_credentials(Environment environment,
                                                              ReadFile read_file) {
  return std::make_unique<ProfileCredentials>(std::move(environment), std::move(read_file));
}

}  // namespace audmg::aws
