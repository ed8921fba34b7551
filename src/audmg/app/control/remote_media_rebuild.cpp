// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/control/remote_media_rebuild.hpp"

#include "audmg/app/control/control_client.hpp"
#include "audmg/app/control/media_commands.hpp"

namespace audmg::app {
namespace {

class RemoteMediaRebuild final : public MediaRebuild {
 public:
  explicit RemoteMediaRebuild(const std::filesystem::path& path) : server_(path) {}

  Result<functions::RebuildReport> rebuild_page(const functions::RebuildRequest& request) override {
    AUDMG_TRY(const std::string answer, server_.ask(media_rebuild_request(request)));
    return read_rebuild_answer(answer);
  }

 private:
  const ControlClient server_;
};

}  // namespace

std::unique_ptr<MediaRebuild> make_remote_media_rebuild(const std::filesystem::path& path) {
  return std::make_unique<RemoteMediaRebuild>(path);
}

}  // namespace audmg::app
