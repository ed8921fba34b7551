// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/backup/manifest.hpp"

#include "audmg/backup/manifest_lines.hpp"
#include "audmg/backup/owner_only.hpp"
#include "audmg/core/errno_error.hpp"
#include "audmg/core/hex.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

namespace audmg::backup {
namespace {

constexpr std::size_t kBufferBytes = std::size_t{64} * 1024;
/// Longer than any of our lines: a key has 512 bytes, a header a few names.
constexpr std::size_t kMaxLineBytes = std::size_t{64} * 1024;

Result<Descriptor> open_manifest(const std::filesystem::path& file) {
  Descriptor opened(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (!opened.is_open()) return fail_errno("cannot open " + file.string(), errno);
  return opened;
}

/// Returns the last line of the file, without its "\n".
Result<std::string> read_last_line(const Descriptor& file) {
  struct stat status{};
  if (::fstat(file.get(), &status) != 0) return fail_errno("cannot read the manifest", errno);
  const off_t start = std::max<off_t>(0, status.st_size - static_cast<off_t>(kMaxLineBytes));
  std::string tail(static_cast<std::size_t>(status.st_size - start), '\0');
  const ssize_t count = ::pread(file.get(), tail.data(), tail.size(), start);
  if (count < 0) return fail_errno("cannot read the manifest", errno);
  tail.resize(static_cast<std::size_t>(count));
  if (!tail.ends_with('\n')) return fail(ErrorCode::corrupt, "the manifest is cut off");
  tail.pop_back();
  const auto before = tail.rfind('\n');
  return before == std::string::npos ? tail : tail.substr(before + 1);
}

}  // namespace

Result<ManifestWriter> ManifestWriter::create(const std::filesystem::path& file,
                                              const ManifestHeader& header) {
  Descriptor made(::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kOwnerOnlyFile));
  if (!made.is_open()) return fail_errno("cannot create " + file.string(), errno);
  ManifestWriter writer(std::move(made));
  AUDMG_CHECK(writer.append(header_line(header)));
  return writer;
}

Result<void> ManifestWriter::add(const ManifestObject& object) {
  return append(object_line(object));
}

Result<void> ManifestWriter::finish(const ManifestEnd& end) {
  AUDMG_CHECK(append(end_line(end, to_hex(hash_.finish()))));
  AUDMG_CHECK(flush());
  if (::fsync(file_.get()) != 0) return fail_errno("cannot fsync the manifest", errno);
  return {};
}

Result<void> ManifestWriter::append(std::string_view line) {
  const std::size_t before = buffer_.size();
  buffer_.append(line) += '\n';
  hash_.update(std::string_view(buffer_).substr(before));
  if (buffer_.size() < kBufferBytes) return {};
  return flush();
}

Result<void> ManifestWriter::flush() {
  std::string_view rest = buffer_;
  while (!rest.empty()) {
    const ssize_t written = ::write(file_.get(), rest.data(), rest.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return fail_errno("cannot write the manifest", errno);
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
  buffer_.clear();
  return {};
}

Result<ManifestReader> ManifestReader::open(const std::filesystem::path& file) {
  AUDMG_TRY(Descriptor opened, open_manifest(file));
  ManifestReader reader(std::move(opened));
  AUDMG_TRY(const std::string line, reader.read_line());
  AUDMG_TRY(reader.header_, read_header_line(line));
  reader.hash_.update(line + "\n");
  return reader;
}

Result<std::optional<ManifestObject>> ManifestReader::next() {
  if (ended_) return std::nullopt;
  AUDMG_TRY(const std::string line, read_line());
  AUDMG_TRY(const auto last, read_end_line(line));
  if (!last) {
    hash_.update(line + "\n");
    return read_object_line(line);
  }
  if (to_hex(hash_.finish()) != last->sha256) {
    return fail(ErrorCode::corrupt, "the manifest is damaged: its checksum is wrong");
  }
  end_ = last->end;
  ended_ = true;
  return std::nullopt;
}

Result<std::string> ManifestReader::read_line() {
  for (;;) {
    const auto end = buffer_.find('\n', position_);
    if (end != std::string::npos) {
      std::string line = buffer_.substr(position_, end - position_);
      position_ = end + 1;
      return line;
    }
    buffer_.erase(0, std::exchange(position_, 0));
    if (buffer_.size() > kMaxLineBytes) {
      return fail(ErrorCode::corrupt, "the manifest is damaged: a line is too long");
    }
    std::array<char, kBufferBytes> piece;
    const ssize_t count = ::read(file_.get(), piece.data(), piece.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return fail_errno("cannot read the manifest", errno);
    if (count == 0) return fail(ErrorCode::corrupt, "the manifest is cut off");
    buffer_.append(piece.data(), static_cast<std::size_t>(count));
  }
}

Result<ManifestSummary> read_manifest_summary(const std::filesystem::path& file) {
  AUDMG_TRY(const ManifestReader reader, ManifestReader::open(file));
  AUDMG_TRY(const Descriptor opened, open_manifest(file));
  AUDMG_TRY(const std::string line, read_last_line(opened));
  AUDMG_TRY(const auto last, read_end_line(line));
  if (!last) return fail(ErrorCode::corrupt, "the manifest is cut off");
  return ManifestSummary{reader.header(), last->end};
}

}  // namespace audmg::backup
