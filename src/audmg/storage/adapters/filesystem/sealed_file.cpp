// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/storage/adapters/filesystem/sealed_file.hpp"

#include "audmg/storage/adapters/filesystem/open_file.hpp"

#include <string>
#include <utility>

namespace audmg::storage::filesystem {

Result<std::optional<SealedFile>> find_seal(FileOperations& operations, int file,
                                            const struct stat& status,
                                            const sealing::Keyring& keyring,
                                            std::string_view name) {
  sealing::SealedHeaderText header{};
  AUDMG_TRY(const std::size_t count, read_fully(operations, file, header, 0));
  const auto bytes = std::span<const std::byte>(header).first(count);
  if (!sealing::looks_sealed(bytes) && !sealing::names_keyring(bytes, keyring.id())) {
    return std::nullopt;
  }
  AUDMG_TRY(sealing::SealedObject object, sealing::SealedObject::open(bytes, keyring, name));
  const auto plain_bytes = sealing::plain_object_bytes(static_cast<std::uint64_t>(status.st_size),
                                                       object.stream_bytes());
  if (!plain_bytes) {
    return fail(ErrorCode::corrupt, std::string("the sealed object ").append(name) + " is cut off");
  }
  return SealedFile{std::make_shared<const sealing::SealedObject>(std::move(object)), *plain_bytes};
}

std::unique_ptr<sealing::SealedReader> read_sealed(FileOperations& operations, int file,
                                                   const SealedFile& sealed) {
  return std::make_unique<sealing::SealedReader>(
      sealed.object, sealed.plain_bytes,
      [&operations, file](std::uint64_t offset, std::span<std::byte> into) {
        return read_fully(operations, file, into, offset);
      });
}

}  // namespace audmg::storage::filesystem
