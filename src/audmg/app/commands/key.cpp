// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/cli/backup_text.hpp"
#include "audmg/app/cli/job_text.hpp"
#include "audmg/app/cli/terminal.hpp"
#include "audmg/app/commands/commands.hpp"
#include "audmg/app/commands/progress_line.hpp"
#include "audmg/app/commands/with_operations.hpp"
#include "audmg/app/data_folder/claim_data_folder.hpp"
#include "audmg/app/data_folder/drive_key.hpp"
#include "audmg/app/data_folder/durable_file.hpp"
#include "audmg/app/data_folder/keyring_files.hpp"
#include "audmg/app/operations/long_operations.hpp"
#include "audmg/config/config_error.hpp"
#include "audmg/core/hex.hpp"
#include "audmg/lib/json/writer.hpp"
#include "audmg/sealing/owner_key.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace audmg::app {
namespace {

/// What the key of the settings is to the drive.
std::string_view judge_key(const config::Settings& settings, const DataLayout& layout) {
  const auto owner = find_owner_key(settings);
  if (!owner) return "missing";
  const auto opened = open_keyring(layout, *owner);
  if (opened) return "right";
  return opened.error().code == ErrorCode::conflict ? "wrong" : "unreadable";
}

/// Standard input is for a file that only root can read.
constexpr std::string_view kStandardInput = "-";

std::string name_of_new_key(const KeyRotateCommand& command) {
  return command.file == kStandardInput ? "standard input" : command.file;
}

Result<sealing::OwnerKey> read_new_key(const KeyRotateCommand& command) {
  const std::string name = name_of_new_key(command);
  auto text = command.file == kStandardInput ? config::read_small_input()
                                             : config::read_small_file(command.file);
  if (!text) return fail(text.error().code, name + ": " + text.error().message);
  auto key = command.passphrase ? sealing::OwnerKey::of_passphrase(*text)
                                : sealing::OwnerKey::read_key_file(*text);
  if (!key) return fail(key.error().code, name + ": " + key.error().message);
  return key;
}

Result<void> rotate(const sealing::OwnerKey& next, const config::Settings& settings,
                    const DataLayout& layout) {
  AUDMG_TRY(const auto head, find_drive_keyring(layout));
  if (!head) {
    return fail(ErrorCode::not_found,
                "this drive is not encrypted yet: set AUDMG_ENCRYPTION_KEY_FILE and start it");
  }
  AUDMG_TRY(const auto keyring, open_drive_keyring(settings, layout));
  AUDMG_TRY(const sealing::Keyring rotated, keyring->with_new_key());
  return write_keyring(layout, rotated, next);
}

void print_sum(const SealingStatus& sum, bool as_json) {
  if (as_json) {
    json::Writer json;
    json.begin_object().field("objects", sum.seen).field("encrypted", sum.sealed);
    json.field("skipped", sum.skipped).field("bytes", sum.bytes).end_object();
    fmt::print("{}\n", std::move(json).take());
    return;
  }
  fmt::print("{} looked at, {} of them encrypted ({}){}\n", count_text(sum.seen, "object"),
             sum.sealed, size_text(sum.bytes),
             sum.skipped == 0 ? "; the others were before." : ".");
}

}  // namespace

ExitCode run(const KeyCreateCommand& command, const config::Settings&) {
  std::error_code error;
  const std::filesystem::path file = std::filesystem::absolute(command.file, error);
  if (error) return report(command.file + ": " + error.message(), ExitCode::failure);
  const auto created = create_owner_only_file(file, sealing::make_key_file());
  if (!created && created.error().code == ErrorCode::already_exists) {
    return report(file.string() +
                      " is there already and stays as it is: a key that was lost is lost for good. "
                      "Name another file.",
                  ExitCode::failure);
  }
  if (!created) return report(created.error());
  fmt::print("{}\n", file.string());
  say("Nobody can read what is encrypted with this key without it: keep a copy in another "
      "place.\n");
  return ExitCode::success;
}

ExitCode run(const KeyStatusCommand& command, const config::Settings& settings) {
  const DataLayout layout = layout_of(settings);
  const auto head = find_drive_keyring(layout);
  if (!head) return report(head.error());
  if (!*head) {
    fmt::print("{}", command.json ? "{\"encrypted\":false}\n"
                                  : "This drive is not encrypted: it has no keyring.\n");
    return ExitCode::success;
  }
  const std::string_view key = judge_key(settings, layout);
  const bool whole = has_two_copies(layout);
  const bool by_passphrase = (*head)->kind == sealing::OwnerKey::Kind::passphrase;
  if (command.json) {
    json::Writer json;
    json.begin_object()
        .field("encrypted", true)
        .field("keyring", to_hex((*head)->id))
        .field("lockedBy", by_passphrase ? "passphrase" : "key")
        .field("rotations", std::uint64_t{(*head)->generation - 1})
        .field("key", key)
        .field("twoCopies", whole)
        .end_object();
    fmt::print("{}\n", std::move(json).take());
  } else {
    fmt::print("New files are encrypted. Keyring {}, locked by a {}, rotated {}.\n",
               to_hex((*head)->id), by_passphrase ? "passphrase" : "key file",
               count_text((*head)->generation - 1, "time"));
    fmt::print("The key of the settings is {}.\n", key);
    if (!whole) {
      fmt::print(
          "One of the two copies of the keyring is missing, damaged or behind the other; the "
          "drive's next start mends it.\n");
    }
  }
  return key == "right" ? ExitCode::success : ExitCode::failure;
}

ExitCode run(const KeyRotateCommand& command, const config::Settings& settings) {
  const auto next = read_new_key(command);
  if (!next) return report(next.error());
  // A running server would go on with the former key, and not start again with it.
  const auto folder = open_folder(settings, "audmg key rotate");
  if (!folder) return report(folder.error());
  if (const auto rotated = rotate(*next, settings, folder->layout()); !rotated) {
    return report(rotated.error());
  }
  fmt::print("The drive's key is that of {} from now on: name it in {}.\n",
             name_of_new_key(command),
             command.passphrase ? "AUDMG_ENCRYPTION_PASSPHRASE_FILE" : "AUDMG_ENCRYPTION_KEY_FILE");
  say("Snapshots from before need the former key.\n");
  return ExitCode::success;
}

ExitCode run(const KeyApplyCommand& command, const config::Settings& settings) {
  return with_operations(
      settings, "audmg key apply", MissingFolder::refuse,
      [&](const Operations& operations) -> Result<void> {
        ProgressLine line;
        auto sum = seal_all(operations, [&](const SealingStatus& so_far) {
          line.say_now_and_then([&] {
            return fmt::format("{} looked at, {} of them encrypted ({})",
                               count_text(so_far.seen, "object"), so_far.sealed,
                               size_text(so_far.bytes));
          });
        });
        line.end();
        if (!sum) {
          sum.error().message += "; what was encrypted stays so, and the same command goes on";
          return std::unexpected(std::move(sum).error());
        }
        print_sum(*sum, command.json);
        if (sum->skipped > 0) {
          return fail(ErrorCode::out_of_space,
                      fmt::format("left as before: {}. Each needs its size again for a moment: "
                                  "make room, for example by removing snapshots on this disk, and "
                                  "run the same command again. `audmg verify --deep` tells which "
                                  "cannot be read",
                                  count_text(sum->skipped, "object")));
        }
        return {};
      });
}

}  // namespace audmg::app
