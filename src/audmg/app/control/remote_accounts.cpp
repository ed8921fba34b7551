// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/control/remote_accounts.hpp"

#include "audmg/app/control/control_client.hpp"
#include "audmg/app/control/protocol.hpp"
#include "audmg/app/control/user_commands.hpp"

#include <utility>

namespace audmg::app {
namespace {

class RemoteAccounts final : public Accounts {
 public:
  explicit RemoteAccounts(ControlClient server) : server_(std::move(server)) {}

  Result<std::string> add(const NewAccount& account) override {
    AUDMG_TRY(const std::string answer, server_.ask(user_add_request(account)));
    return read_user_id_answer(answer);
  }
  Result<std::vector<Account>> list(std::string_view after) override {
    AUDMG_TRY(const std::string answer, server_.ask(user_list_request(after)));
    return read_accounts_answer(answer);
  }
  Result<void> set_password(std::string_view user, std::string_view password) override {
    AUDMG_TRY(const std::string answer, server_.ask(user_passwd_request(user, password)));
    return read_plain_answer(answer);
  }
  Result<void> set_disabled(std::string_view user, bool disabled) override {
    AUDMG_TRY(const std::string answer, server_.ask(user_disable_request(user, disabled)));
    return read_plain_answer(answer);
  }
  Result<std::uint64_t> remove(std::string_view user) override {
    AUDMG_TRY(const std::string answer, server_.ask(user_delete_request(user)));
    return read_removed_answer(answer);
  }

 private:
  const ControlClient server_;
};

}  // namespace

Result<std::unique_ptr<Accounts>> connect_remote_accounts(const std::filesystem::path& path) {
  ControlClient server(path);
  AUDMG_CHECK(server.check());
  return std::make_unique<RemoteAccounts>(std::move(server));
}

}  // namespace audmg::app
