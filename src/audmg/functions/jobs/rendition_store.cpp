// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/jobs/rendition_store.hpp"

#include "audmg/core/shortage.hpp"
#include "audmg/database/file.hpp"
#include "audmg/functions/object_keys.hpp"
#include "audmg/media/renderer.hpp"
#include "audmg/storage/object_store.hpp"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstddef>
#include <span>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace audmg::functions {
namespace {

constexpr std::size_t kRenditionPieceBytes = std::size_t{256} * 1024;
/// Each waits for a disk or a network most of its time.
constexpr std::size_t kStoredAtOnce = 4;

Result<void> copy(int file, std::uint64_t size, storage::ObjectWriter& writer) {
  std::vector<std::byte> buffer(kRenditionPieceBytes);
  for (std::uint64_t offset = 0; offset < size;) {
    const auto want =
        static_cast<std::size_t>(std::min<std::uint64_t>(buffer.size(), size - offset));
    const ssize_t count = ::pread(file, buffer.data(), want, static_cast<off_t>(offset));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return fail(ErrorCode::internal, "a rendition cannot be read back");
    AUDMG_CHECK(writer.write(std::span(buffer).first(static_cast<std::size_t>(count))));
    offset += static_cast<std::uint64_t>(count);
  }
  return {};
}

Result<void> store(const std::string& key, const media::RenderedFile& rendered,
                   const ObjectServices& services) {
  AUDMG_TRY(const auto writer, services.objects.put_object({.key = key, .size = rendered.size}));
  AUDMG_CHECK(copy(rendered.file.get(), rendered.size, *writer));
  AUDMG_CHECK(writer->commit());
  return {};
}

/// On a thread of its own, which no exception may leave.
Result<void> store_guarded(const std::string& key, const media::RenderedFile& rendered,
                           const ObjectServices& services) {
  try {
    return store(key, rendered, services);
  } catch (...) {
    return std::unexpected(current_exception_error());
  }
}

}  // namespace

Result<void> store_renditions(const database::File& file, media::Rendered& rendered,
                              const ObjectServices& services) {
  AUDMG_ASSERT(rendered.files.size() == rendered.record.renditions.size());
  std::vector<Result<void>> outcomes(rendered.files.size());
  for (media::Rendition& rendition : rendered.record.renditions) {
    rendition.object_key = rendition_key(file, rendition);
  }
  std::atomic<std::size_t> next = 0;
  const auto store_some = [&] {
    for (std::size_t i = next++; i < outcomes.size(); i = next++) {
      outcomes[i] =
          store_guarded(rendered.record.renditions[i].object_key, rendered.files[i], services);
    }
  };
  {
    std::vector<std::jthread> others;
    others.reserve(kStoredAtOnce);
    try {
      for (std::size_t i = 1; i < std::min(outcomes.size(), kStoredAtOnce); ++i) {
        others.emplace_back(store_some);
      }
    } catch (const std::system_error&) {
      // No thread can be had: those that there are, at least this one, store what is left.
    }
    store_some();
  }
  for (Result<void>& outcome : outcomes) AUDMG_CHECK(std::move(outcome));
  return {};
}

}  // namespace audmg::functions
