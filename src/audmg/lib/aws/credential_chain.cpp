// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/aws/credential_chain.hpp"

#include <mutex>
#include <utility>

namespace audmg::aws {
namespace {

class CredentialChain final : public CredentialsProvider {
 public:
  CredentialChain(std::vector<std::unique_ptr<CredentialsProvider>> sources, const Clock& clock)
      : sources_(std::move(sources)), clock_(clock) {}

  Result<std::shared_ptr<const Credentials>> credentials() override {
    const std::scoped_lock lock(mutex_);
    const TimePoint now = clock_.now();
    if (kept_ != nullptr && now < ask_again_at_) return kept_;
    auto found = search();
    if (!found) {
      const bool still_good = kept_ != nullptr && kept_->expires_at && now < *kept_->expires_at;
      if (still_good) return kept_;
      return found;
    }
    kept_ = *std::move(found);
    ask_again_at_ = kept_->expires_at ? *kept_->expires_at - kCredentialsRefreshMargin
                                      : now + kCredentialsRecheck;
    return kept_;
  }

  void forget() noexcept override {
    const std::scoped_lock lock(mutex_);
    kept_ = nullptr;
  }

 private:
  Result<std::shared_ptr<const Credentials>> search() {
    for (const auto& source : sources_) {
      auto found = source->credentials();
      if (found || found.error().code != ErrorCode::not_found) return found;
    }
    return fail(ErrorCode::not_found,
                "no AWS credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, write "
                "~/.aws/credentials, or give the container or instance a role");
  }

  std::mutex mutex_;
  const std::vector<std::unique_ptr<CredentialsProvider>> sources_;
  const Clock& clock_;
  std::shared_ptr<const Credentials> kept_;
  TimePoint ask_again_at_;
};

}  // namespace

std::unique_ptr<CredentialsProvider> make_credential_chain(
    std::vector<std::unique_ptr<CredentialsProvider>> sources, const Clock& clock) {
  return std::make_unique<CredentialChain>(std::move(sources), clock);
}

std::unique_ptr<CredentialsProvider> make_default_credentials(const Environment& environment,
                                                              const ReadFile& read_file,
                                                              HttpTransport& transport,
                                                              const Clock& clock) {
  std::vector<std::unique_ptr<CredentialsProvider>> sources;
  sources.push_back(make_environment_credentials(environment));
  sources.push_back(make_profile_credentials(environment, read_file));
  sources.push_back(make_container_credentials(environment, read_file, transport));
  sources.push_back(make_instance_credentials(environment, transport));
  return make_credential_chain(std::move(sources), clock);
}

}  // namespace audmg::aws
