// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/control/remote_backups.hpp"

#include "audmg/app/control/backup_commands.hpp"
#include "audmg/app/control/control_client.hpp"

namespace audmg::app {
namespace {

class RemoteBackups final : public Backups {
 public:
  explicit RemoteBackups(const std::filesystem::path& path) : server_(path) {}

  Result<std::uint64_t> start(const backup::CreateRequest& request) override {
    AUDMG_TRY(const std::string answer, server_.ask(backup_start_request(request)));
    return read_backup_start_answer(answer);
  }

  Result<BackupStatus> status(std::uint64_t run) override {
    AUDMG_TRY(const std::string answer, server_.ask(backup_status_request(run)));
    return read_backup_status_answer(answer);
  }

 private:
  const ControlClient server_;
};

}  // namespace

std::unique_ptr<Backups> make_remote_backups(const std::filesystem::path& path) {
  return std::make_unique<RemoteBackups>(path);
}

}  // namespace audmg::app
