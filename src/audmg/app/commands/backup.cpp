// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/cli/backup_text.hpp"
#include "audmg/app/cli/job_text.hpp"
#include "audmg/app/cli/terminal.hpp"
#include "audmg/app/commands/commands.hpp"
#include "audmg/app/commands/progress_line.hpp"
#include "audmg/app/commands/with_operations.hpp"
#include "audmg/app/composition/restore_target.hpp"
#include "audmg/app/control/operation_json.hpp"
#include "audmg/app/data_folder/drive_key.hpp"
#include "audmg/app/data_folder/keyring_files.hpp"
#include "audmg/app/operations/long_operations.hpp"
#include "audmg/backup/backup_folder.hpp"
#include "audmg/backup/manifest.hpp"
#include "audmg/backup/verify.hpp"
#include "audmg/sealing/keyring_file.hpp"

#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>
#include <system_error>
#include <thread>
#include <utility>

namespace audmg::app {
namespace {

namespace fs = std::filesystem;

/// Without a slash at its end, so that the folder above it is found.
fs::path absolute(const std::string& folder) {
  std::error_code error;
  fs::path path = fs::absolute(folder, error).lexically_normal();
  return path.has_filename() ? path : path.parent_path();
}

/// Says how far `work` is until it ends.
template <class Work>
auto with_progress(const backup::Progress& progress, std::string_view what, Work work) {
  ProgressLine line;
  std::jthread watcher([&](const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      line.say_now_and_then([&] {
        return fmt::format("{} of {} {}", progress.done.load(), progress.total.load(), what);
      });
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
  });
  return work();
}

bool has_keyring(const backup::Snapshot& snapshot) {
  std::error_code error;
  return fs::exists(snapshot.folder / backup::kSecretsFolder / kKeyringFile, error);
}

/// Opens the keyring that is in the snapshot; null without a key or a keyring. Errors: conflict
/// (the key is another one), corrupt.
Result<std::shared_ptr<const sealing::Keyring>> snapshot_keyring(const backup::Snapshot& snapshot,
                                                                 const config::Settings& settings) {
  const auto owner = find_owner_key(settings);
  const fs::path file = snapshot.folder / backup::kSecretsFolder / kKeyringFile;
  if (!owner || !has_keyring(snapshot)) return nullptr;
  AUDMG_TRY(const std::string content, config::read_small_file(file.string()));
  auto keyring = sealing::unlock_keyring(content, *owner);
  if (!keyring && keyring.error().code == ErrorCode::conflict) {
    return fail(ErrorCode::conflict,
                file.string() +
                    " is locked by another key than that of the settings: name the one "
                    "that the drive had when this snapshot was made");
  }
  if (!keyring) {
    return fail(keyring.error().code, file.string() + ": " + keyring.error().message);
  }
  return std::make_shared<const sealing::Keyring>(*std::move(keyring));
}

ExitCode say_damage(std::uint64_t damaged, std::string_view advice) {
  if (damaged == 0) return ExitCode::success;
  return report(fmt::format("{} damaged; {}", count_text(damaged, "object"), advice),
                ExitCode::failure);
}

}  // namespace

ExitCode run(const BackupCreateCommand& command, const config::Settings& settings) {
  const bool copy = command.copy || settings.backup_mode == "copy";
  const backup::CreateRequest request{
      .directory = absolute(command.directory),
      .mode = copy ? backup::CopyMode::copy : backup::CopyMode::link,
      .keep = command.keep};
  bool lacks_files = false;
  const ExitCode code = with_operations(
      settings, "audmg backup create", MissingFolder::refuse,
      [&](const Operations& operations) -> Result<void> {
        ProgressLine line;
        AUDMG_TRY(const backup::CreateReport made,
                  create_and_wait(operations, request, [&](const BackupStatus& status) {
                    line.say_now_and_then([&] {
                      return fmt::format("{} of {} files", status.files_done, status.files);
                    });
                    return true;
                  }));
        line.end();
        if (command.json) {
          fmt::print("{}\n", to_json(made));
        } else {
          fmt::print("{}", create_text(made, request.directory));
        }
        lacks_files = made.missing > 0;
        return {};
      });
  return code == ExitCode::success && lacks_files ? ExitCode::failure : code;
}

ExitCode run(const BackupListCommand& command, const config::Settings&) {
  const auto snapshots = backup::list_snapshots(absolute(command.directory));
  if (!snapshots) return report(snapshots.error());
  std::vector<ListedSnapshot> listed;
  for (const backup::Snapshot& snapshot : *snapshots) {
    listed.push_back(
        {snapshot.name, backup::read_manifest_summary(snapshot.folder / backup::kManifestFile)});
  }
  fmt::print("{}", command.json ? list_json(listed) : list_text(listed));
  return ExitCode::success;
}

ExitCode run(const BackupVerifyCommand& command, const config::Settings& settings) {
  const auto snapshot = backup::find_snapshot(absolute(command.directory), command.snapshot);
  if (!snapshot) return report(snapshot.error());
  const auto keyring = snapshot_keyring(*snapshot, settings);
  if (!keyring) return report(keyring.error());
  backup::Progress progress;
  const auto verified = with_progress(progress, "objects", [&] {
    return backup::verify_snapshot(*snapshot,
                                   {.read_percent = command.read_percent, .keyring = *keyring},
                                   progress, [](const backup::Damage& damage) {
                                     say(printable(damage.path + " " + damage.what) + "\n");
                                   });
  });
  if (!verified) return report(verified.error());
  fmt::print("{}", command.json ? verify_json(snapshot->name, *verified)
                                : verify_text(snapshot->name, *verified));
  return say_damage(verified->damaged,
                    "remove these files from the snapshot, and the next backup copies them anew");
}

ExitCode run(const BackupRestoreCommand& command, const config::Settings& settings) {
  const auto snapshot = backup::find_snapshot(absolute(command.directory), command.snapshot);
  if (!snapshot) return report(snapshot.error());
  const auto keyring = snapshot_keyring(*snapshot, settings);
  if (!keyring) return report(keyring.error());
  // Before anything is written.
  if (*keyring == nullptr && has_keyring(*snapshot)) {
    return report(
        "this snapshot is encrypted: set AUDMG_ENCRYPTION_KEY_FILE to the key that the drive had "
        "when it was made",
        ExitCode::failure);
  }
  const fs::path to = command.to.empty() ? fs::path() : absolute(command.to);
  const auto target = open_restore_target(settings, to, *keyring);
  if (!target) return report(target.error());
  backup::Progress progress;
  const auto restored = with_progress(progress, "objects", [&] {
    return backup::restore_snapshot(*snapshot, (*target)->target(), progress,
                                    [](const backup::Damage& damage) {
                                      say(printable(damage.path + " " + damage.what) + "\n");
                                    });
  });
  if (!restored) return report(restored.error());
  fmt::print("{}", command.json ? restore_json(snapshot->name, *restored)
                                : restore_text(snapshot->name, *restored, to));
  return say_damage(restored->damaged + restored->missing,
                    "they are not, or not whole, in the restored drive; look for them in other "
                    "snapshots");
}

}  // namespace audmg::app
