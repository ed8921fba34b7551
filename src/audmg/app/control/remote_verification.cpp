// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/control/remote_verification.hpp"

#include "audmg/app/control/control_client.hpp"
#include "audmg/app/control/verify_commands.hpp"

namespace audmg::app {
namespace {

class RemoteVerification final : public Verification {
 public:
  explicit RemoteVerification(const std::filesystem::path& path) : server_(path) {}

  Result<VerifyReport> verify_pass(const VerifyRequest& request) override {
    AUDMG_TRY(const std::string answer, server_.ask(verify_request(request)));
    return read_verify_answer(answer);
  }

 private:
  const ControlClient server_;
};

}  // namespace

std::unique_ptr<Verification> make_remote_verification(const std::filesystem::path& path) {
  return std::make_unique<RemoteVerification>(path);
}

}  // namespace audmg::app
