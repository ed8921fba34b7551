// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/data_folder/keyring_files.hpp"

#include "audmg/app/data_folder/durable_file.hpp"
#include "audmg/core/descriptor.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <string>
#include <utility>

namespace audmg::app {
namespace {

namespace fs = std::filesystem;

/// An intact copy.
struct KeyringCopy {
  std::string content;
  sealing::KeyringHead head;
};

/// Returns nothing when there is no file. One that may not be read is an error: a drive whose
/// keyring is out of reach must not get a new one.
Result<std::optional<KeyringCopy>> read_copy(const fs::path& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (!file.is_open() && errno == ENOENT) return std::nullopt;
  if (!file.is_open()) return fail_errno("cannot open " + path.string(), errno);
  std::string content(sealing::kMaxKeyringFileBytes + 1, '\0');
  std::size_t size = 0;
  while (size < content.size()) {
    const ssize_t count = ::read(file.get(), content.data() + size, content.size() - size);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return fail_errno("cannot read " + path.string(), errno);
    if (count == 0) break;
    size += static_cast<std::size_t>(count);
  }
  content.resize(size);
  auto head = sealing::read_keyring_head(content);
  if (!head) return fail(ErrorCode::corrupt, path.string() + ": " + head.error().message);
  return KeyringCopy{std::move(content), *head};
}

/// Returns the later intact copy.
Result<std::optional<KeyringCopy>> latest_copy(const DataLayout& layout) {
  auto one = read_copy(keyring_beside_secrets(layout));
  auto other = read_copy(keyring_beside_objects(layout));
  const auto is_fatal = [](const auto& copy) {
    return !copy && copy.error().code != ErrorCode::corrupt;
  };
  // What cannot be read now may be the later one.
  if (is_fatal(one)) return one;
  if (is_fatal(other)) return other;
  const bool has_one = one && one->has_value();
  const bool has_other = other && other->has_value();
  if (has_one && has_other) {
    if ((*one)->head.id != (*other)->head.id) {
      return fail(ErrorCode::conflict, keyring_beside_secrets(layout).string() + " and " +
                                           keyring_beside_objects(layout).string() +
                                           " are the keyrings of different drives");
    }
    // Two rotations of one drive, each from the same keyring: one of them is a copy's, and the
    // files since then need the other one.
    if ((*one)->head.generation == (*other)->head.generation &&
        (*one)->content != (*other)->content) {
      return fail(ErrorCode::conflict,
                  keyring_beside_secrets(layout).string() + " and " +
                      keyring_beside_objects(layout).string() +
                      " differ, and neither is the later one: move the one away that was put there "
                      "from elsewhere");
    }
    return (*one)->head.generation >= (*other)->head.generation ? one : other;
  }
  if (has_one) return one;
  if (has_other) return other;
  return one ? other : one;  // A damaged copy is not none.
}

Result<void> write_copy(const fs::path& path, std::string_view content) {
  const fs::path folder = path.parent_path();
  if (::mkdir(folder.c_str(), kOwnerOnlyFolder) == 0) {
    AUDMG_CHECK(sync_folder(folder.parent_path()));
  } else if (errno != EEXIST) {
    return fail_errno("cannot create " + folder.string(), errno);
  }
  return replace_owner_only_file(path, content);
}

}  // namespace

fs::path keyring_beside_secrets(const DataLayout& layout) {
  return layout.secrets() / kKeyringFile;
}

fs::path keyring_beside_objects(const DataLayout& layout) {
  return layout.objects() / kKeyringFile;
}

Result<std::optional<sealing::KeyringHead>> find_keyring(const DataLayout& layout) {
  AUDMG_TRY(const auto copy, latest_copy(layout));
  if (!copy) return std::nullopt;
  return copy->head;
}

Result<sealing::Keyring> open_keyring(const DataLayout& layout, const sealing::OwnerKey& owner) {
  AUDMG_TRY(const auto copy, latest_copy(layout));
  if (!copy) return fail(ErrorCode::not_found, "the drive has no keyring");
  return sealing::unlock_keyring(copy->content, owner);
}

bool has_two_copies(const DataLayout& layout) {
  const auto one = read_copy(keyring_beside_secrets(layout));
  const auto other = read_copy(keyring_beside_objects(layout));
  return one && *one && other && *other && (*one)->content == (*other)->content;
}

Result<void> mend_keyring(const DataLayout& layout) {
  AUDMG_TRY(const auto latest, latest_copy(layout));
  if (!latest) return {};
  for (const fs::path& path : {keyring_beside_objects(layout), keyring_beside_secrets(layout)}) {
    const auto copy = read_copy(path);
    if (copy && *copy && (*copy)->content == latest->content) continue;
    AUDMG_CHECK(write_copy(path, latest->content));
  }
  return {};
}

Result<void> write_keyring(const DataLayout& layout, const sealing::Keyring& keyring,
                           const sealing::OwnerKey& owner) {
  AUDMG_TRY(const std::string content, sealing::lock_keyring(keyring, owner));
  AUDMG_CHECK(write_copy(keyring_beside_objects(layout), content));
  return write_copy(keyring_beside_secrets(layout), content);
}

}  // namespace audmg::app
