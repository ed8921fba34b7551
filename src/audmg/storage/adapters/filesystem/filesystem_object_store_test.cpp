// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/storage/adapters/filesystem/filesystem_object_store.hpp"

#include "doubles/hooked_file_operations.hpp"
#include "testbeds/filesystem_testbed.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace audmg::storage::filesystem {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) names.push_back(entry.path().filename());
  return names;
}

void write_file(const fs::path& path, std::string_view text) { std::ofstream(path) << text; }

TEST(FilesystemObjectStore, KeepsObjectsWhereTheDocumentSays) {
  FilesystemTestbed bed;
  ASSERT_OK(put(bed.objects(), "orig/u/f", "x"));
  const fs::path root = bed.root();
  EXPECT_THAT(names_in(root),
              testing::UnorderedElementsAre("objects", "quarantine", "tmp", "uploads"));
  EXPECT_EQ(fs::file_size(root / "objects/orig/u/f"), 1U);
  struct stat status{};
  ASSERT_EQ(::stat((root / "objects/orig/u/f").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
  ASSERT_EQ(::stat((root / "objects/orig").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0700U);
}

TEST(FilesystemObjectStore, IsOpenedByOneProcessAtATime) {
  FilesystemTestbed bed;
  EXPECT_CODE(make_filesystem_object_store({.root = bed.root()}), ErrorCode::unavailable);
  bed.close();
  EXPECT_OK(make_filesystem_object_store({.root = bed.root()}));
}

TEST(FilesystemObjectStore, SaysWhyItCannotBeOpened) {
  const TemporaryFolder folder;
  EXPECT_FALSE(make_filesystem_object_store({.root = folder.path() / "no/such/parent"}));
  write_file(folder.path() / "file", "");
  EXPECT_FALSE(make_filesystem_object_store({.root = folder.path() / "file"}));
}

TEST(FilesystemObjectStore, NeverFollowsSymbolicLinks) {
  FilesystemTestbed bed;
  const TemporaryFolder outside;
  write_file(outside.path() / "secret", "secret");
  const fs::path objects = fs::path(bed.root()) / "objects";
  fs::create_directory_symlink(outside.path(), objects / "link");
  fs::create_symlink(outside.path() / "secret", objects / "secret");
  EXPECT_FALSE(bed.objects().get_object("link/secret").has_value());
  EXPECT_FALSE(bed.objects().get_object("secret").has_value());
  EXPECT_FALSE(bed.objects().head_object("secret").has_value());
  EXPECT_FALSE(put(bed.objects(), "link/new", "x").has_value());
  EXPECT_FALSE(bed.objects().delete_object("link/secret").has_value());
  EXPECT_TRUE(fs::exists(outside.path() / "secret"));
  EXPECT_THAT(names_in(outside.path()), testing::ElementsAre("secret"));
  EXPECT_TRUE(bed.objects().list_objects({})->empty());
  // Replacing a link replaces the link, not what it points to.
  ASSERT_OK(put(bed.objects(), "secret", "ours"));
  std::string text;
  std::ifstream(outside.path() / "secret") >> text;
  EXPECT_EQ(text, "secret");
  EXPECT_EQ(get(bed.objects(), "secret"), "ours");
}

TEST(FilesystemObjectStore, DoesNotHangOnAPipeOrReadAFolder) {
  FilesystemTestbed bed;
  const fs::path objects = fs::path(bed.root()) / "objects";
  ASSERT_EQ(::mkfifo((objects / "pipe").c_str(), 0600), 0);
  EXPECT_CODE(bed.objects().get_object("pipe"), ErrorCode::not_found);
  fs::create_directory(objects / "folder");
  EXPECT_CODE(bed.objects().get_object("folder"), ErrorCode::not_found);
  EXPECT_TRUE(bed.objects().list_objects({})->empty());
}

TEST(FilesystemObjectStore, RefusesKeysThatNoFolderCanHold) {
  FilesystemTestbed bed;
  EXPECT_CODE(bed.objects().put_object({.key = std::string(256, 'a'), .size = {}}),
              ErrorCode::invalid_argument);
  EXPECT_CODE(bed.uploads().create_multipart_upload({std::string(256, 'a'), 1, 1}),
              ErrorCode::invalid_argument);
  EXPECT_CODE(bed.objects().get_object(std::string(256, 'a')), ErrorCode::not_found);
  EXPECT_OK(bed.objects().delete_object(std::string(256, 'a')));
  EXPECT_OK(put(bed.objects(), std::string(255, 'a') + "/" + std::string(255, 'b'), "x"));
  ASSERT_OK(put(bed.objects(), "a", "object"));
  EXPECT_CODE(put(bed.objects(), "a/b", "x"), ErrorCode::invalid_argument);
  ASSERT_OK(put(bed.objects(), "c/d", "object"));
  EXPECT_CODE(put(bed.objects(), "c", "x"), ErrorCode::invalid_argument);
  EXPECT_EQ(get(bed.objects(), "a"), "object");
  EXPECT_EQ(get(bed.objects(), "c/d"), "object");
  EXPECT_THAT(names_in(fs::path(bed.root()) / "tmp"), testing::IsEmpty());
}

TEST(FilesystemObjectStore, MakesAFolderAgainThatWasRemovedByHand) {
  FilesystemTestbed bed;
  ASSERT_OK(put(bed.objects(), "a/b/c", "x"));
  fs::remove_all(fs::path(bed.root()) / "objects/a");
  EXPECT_CODE(bed.objects().get_object("a/b/c"), ErrorCode::not_found);
  EXPECT_OK(put(bed.objects(), "a/b/c", "y"));
  EXPECT_EQ(get(bed.objects(), "a/b/c"), "y");
}

TEST(FilesystemObjectStore, NoticesWhatHappensBehindItsBack) {
  FilesystemTestbed bed;
  const fs::path file = fs::path(bed.root()) / "objects/k";
  ASSERT_OK(put(bed.objects(), "k", "bytes"));
  EXPECT_EQ(get(bed.objects(), "k"), "bytes");  // now it is kept open
  fs::resize_file(file, 2);
  EXPECT_EQ(get(bed.objects(), "k"), "by");
  fs::remove(file);
  EXPECT_CODE(bed.objects().get_object("k"), ErrorCode::not_found);
}

TEST(FilesystemObjectStore, NoticesAnObjectRemovedThatASnapshotStillHas) {
  FilesystemTestbed bed;
  const fs::path file = fs::path(bed.root()) / "objects/k";
  const TemporaryFolder snapshot;
  ASSERT_OK(put(bed.objects(), "k", "bytes"));
  EXPECT_EQ(get(bed.objects(), "k"), "bytes");  // now it is kept open
  fs::create_hard_link(file, snapshot.path() / "k");
  const auto reader = bed.objects().get_object("k");
  ASSERT_OK(reader);
  EXPECT_TRUE((*reader)->is_current());
  fs::remove(file);
  EXPECT_FALSE((*reader)->is_current());
  EXPECT_CODE(bed.objects().head_object("k"), ErrorCode::not_found);
  EXPECT_CODE(bed.objects().get_object("k"), ErrorCode::not_found);
}

TEST(FilesystemObjectStore, NoticesAnObjectReplacedThatASnapshotStillHas) {
  FilesystemTestbed bed;
  const fs::path file = fs::path(bed.root()) / "objects/k";
  const TemporaryFolder snapshot;
  ASSERT_OK(put(bed.objects(), "k", "bytes"));
  fs::create_hard_link(file, snapshot.path() / "k");
  EXPECT_EQ(get(bed.objects(), "k"), "bytes");
  write_file(snapshot.path() / "other", "other");
  fs::last_write_time(snapshot.path() / "other", fs::last_write_time(file));
  fs::rename(snapshot.path() / "other", file);
  EXPECT_EQ(get(bed.objects(), "k"), "other");
}

TEST(FilesystemObjectStore, KeepsNoMoreFilesOpenThanAllowed) {
  const auto open_files = [] {
    return std::distance(fs::directory_iterator("/proc/self/fd"), fs::directory_iterator());
  };
  const TemporaryFolder folder;
  const auto store =
      make_filesystem_object_store({.root = folder.path() / "store", .max_open_objects = 3});
  ASSERT_OK(store);
  for (int i = 0; i < 20; ++i) ASSERT_OK(put(**store, std::to_string(i), "x"));
  const auto before = open_files();
  for (int i = 0; i < 20; ++i) EXPECT_EQ(get(**store, std::to_string(i)), "x");
  EXPECT_EQ(open_files() - before, 3);
  for (int i = 0; i < 20; ++i) ASSERT_OK((*store)->delete_object(std::to_string(i)));
  EXPECT_EQ(open_files(), before) << "a deleted object must give its space back";
}

TEST(FilesystemObjectStore, RemovesWhatACrashLeft) {
  FilesystemTestbed bed;
  const std::string kept = bed.uploads().create_multipart_upload({"k", 3, 3}).value();
  const std::string no_data = bed.uploads().create_multipart_upload({"k", 3, 3}).value();
  const std::string no_index = bed.uploads().create_multipart_upload({"k", 3, 3}).value();
  bed.close();
  const fs::path root = bed.root();
  write_file(root / "tmp/1f", "partial");
  fs::remove(root / "uploads" / no_data);
  fs::remove(root / "uploads" / (no_index + ".index"));
  write_file(root / "uploads/note-by-the-operator", "mine");
  bed.reopen();
  EXPECT_THAT(names_in(root / "tmp"), testing::IsEmpty());
  EXPECT_THAT(names_in(root / "uploads"),
              testing::UnorderedElementsAre(kept, kept + ".index", "note-by-the-operator"));
}

TEST(FilesystemObjectStore, StopsAtTheWatermark) {
  HookedFileOperations operations;
  std::int64_t free_bytes = 1'000'000;
  const TemporaryFolder folder;
  const auto opened = make_filesystem_object_store(
      {.root = folder.path() / "store", .min_free_bytes = 900'000}, operations);
  ASSERT_OK(opened);
  FilesystemObjectStore& store = **opened;
  operations.set([&](const FileCall& call) -> std::optional<int> {
    if (call.kind == FileCall::Kind::free_bytes) return static_cast<int>(free_bytes);
    return std::nullopt;
  });
  EXPECT_OK(store.check_writable());
  EXPECT_OK(put(store, "k", std::string(100'000, 'x')));
  EXPECT_CODE(store.put_object({.key = "l", .size = 100'001}), ErrorCode::out_of_space);
  EXPECT_CODE(store.create_multipart_upload({"l", 100'001, 100'001}), ErrorCode::out_of_space);
  const std::string id = store.create_multipart_upload({"l", 100'000, 100'000}).value();
  const auto growing = store.put_object({.key = "m", .size = {}});
  ASSERT_OK(growing);
  free_bytes = 899'999;
  EXPECT_CODE(store.check_writable(), ErrorCode::out_of_space);
  EXPECT_CODE(store.put_object({.key = "l", .size = {}}), ErrorCode::out_of_space);
  EXPECT_CODE(store.upload_part({"l", id, 1}), ErrorCode::out_of_space);
  // One that did not say its size is stopped on the way, and gives back what it took.
  EXPECT_CODE((*growing)->write(bytes_of(std::string(9'000'000, 'x'))), ErrorCode::out_of_space);
  EXPECT_CODE((*growing)->commit(), ErrorCode::out_of_space);
  EXPECT_THAT(names_in(folder.path() / "store/tmp"), testing::IsEmpty());
  EXPECT_OK(store.delete_object("k")) << "deleting is how space comes back";
  operations.set({});
}

std::size_t open_descriptors() {
  const fs::directory_iterator numbers("/proc/self/fd");
  return static_cast<std::size_t>(std::distance(fs::begin(numbers), fs::end(numbers)));
}

/// While it lives, this process can open nothing before it closes something.
class NoDescriptorLeft {
 public:
  NoDescriptorLeft() {
    ::getrlimit(RLIMIT_NOFILE, &before_);
    // The lowest that is free is also the first above all that are open.
    const int first_free = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    ::close(first_free);
    const rlimit none{static_cast<rlim_t>(first_free), before_.rlim_max};
    ::setrlimit(RLIMIT_NOFILE, &none);
  }
  NoDescriptorLeft(const NoDescriptorLeft&) = delete;
  NoDescriptorLeft& operator=(const NoDescriptorLeft&) = delete;
  ~NoDescriptorLeft() { ::setrlimit(RLIMIT_NOFILE, &before_); }

 private:
  rlimit before_{};
};

TEST(FilesystemObjectStore, GivesDescriptorsBackWhenThereAreNone) {
  FilesystemTestbed bed;
  ObjectStore& store = bed.objects();
  for (const char* key : {"a", "b", "c", "d"}) {
    ASSERT_OK(put(store, key, "x"));
    ASSERT_OK(store.get_object(key)) << "it is kept open";
  }
  {
    const NoDescriptorLeft none;
    EXPECT_OK(store.check_writable());
    EXPECT_OK(put(store, "new", "y"));
    EXPECT_OK(store.get_object("new"));
  }
}

TEST(FilesystemObjectStore, WithoutDescriptorsItIsNotWritableForNow) {
  FilesystemTestbed bed;
  ObjectStore& store = bed.objects();
  {
    const NoDescriptorLeft none;
    const auto writable = store.check_writable();
    EXPECT_CODE(writable, ErrorCode::unavailable);
    EXPECT_TRUE(!writable && writable.error().retryable);
    EXPECT_CODE(put(store, "k", "x"), ErrorCode::unavailable);
  }
  EXPECT_OK(store.check_writable());
  EXPECT_OK(put(store, "k", "x"));
}

TEST(FilesystemObjectStore, KeepsNoMoreUploadsOpenThanItMay) {
  const TemporaryFolder folder;
  const auto opened =
      make_filesystem_object_store({.root = folder.path() / "store", .max_open_uploads = 2});
  ASSERT_OK(opened);
  FilesystemObjectStore& store = **opened;
  const std::size_t before = open_descriptors();
  for (int i = 0; i < 10; ++i) {
    ASSERT_OK(store.create_multipart_upload({"k" + std::to_string(i), 10, 10}));
  }
  EXPECT_EQ(open_descriptors() - before, 4U) << "two for each of two";
}

/// Writes at most three bytes at a time.
class ShortWritingFileOperations final : public FileOperations {
 public:
  int open(int folder, const char* path, int flags) override {
    return inner_.open(folder, path, flags);
  }
  void close(int file) override { inner_.close(file); }
  ssize_t read_at(int file, std::span<std::byte> into, std::uint64_t offset) override {
    return inner_.read_at(file, into.first(std::min(into.size(), kMost)), offset);
  }
  ssize_t write_at(int file, std::span<const std::byte> bytes, std::uint64_t offset) override {
    return inner_.write_at(file, bytes.first(std::min(bytes.size(), kMost)), offset);
  }
  void expect_sequential_reads(int /*file*/) override {}
  int start_writeback(int, std::uint64_t, std::uint64_t) override { return -ENOSYS; }
  int sync_file(int file) override { return inner_.sync_file(file); }
  int sync_data(int file) override { return inner_.sync_data(file); }
  int sync_folder(int folder) override { return inner_.sync_folder(folder); }
  int resize(int file, std::uint64_t size) override { return inner_.resize(file, size); }
  int set_modified(int file, timespec time) override { return inner_.set_modified(file, time); }
  /// As a file system that knows only the plain kind.
  int rename(int from_folder, const char* from, int to_folder, const char* to,
             RenameMode mode) override {
    if (mode != RenameMode::replace) return -EINVAL;
    return inner_.rename(from_folder, from, to_folder, to, mode);
  }
  int link(int, const char*, int, const char*) override { return -EPERM; }
  int unlink(int folder, const char* name) override { return inner_.unlink(folder, name); }
  int make_folder(int folder, const char* name) override {
    return inner_.make_folder(folder, name);
  }
  int remove_folder(int folder, const char* name) override {
    return inner_.remove_folder(folder, name);
  }
  int status(int file, struct stat& into) override { return inner_.status(file, into); }
  int status_at(int folder, const char* name, struct stat& into) override {
    return inner_.status_at(folder, name, into);
  }
  int list(int folder, const EntrySink& sink) override { return inner_.list(folder, sink); }
  std::int64_t free_bytes(int folder) override { return inner_.free_bytes(folder); }

 private:
  static constexpr std::size_t kMost = 3;
  FileOperations& inner_ = system_file_operations();
};

TEST(FilesystemObjectStore, WorksOnAFileSystemThatDoesTheLeastItMay) {
  ShortWritingFileOperations operations;
  FilesystemTestbed bed(operations);
  const std::string body = noise(1000, 1);
  ASSERT_OK(put(bed.objects(), "k", body));
  EXPECT_TRUE(get(bed.objects(), "k") == body);
  ASSERT_OK(put(bed.objects(), "k", "new"));
  EXPECT_EQ(get(bed.objects(), "k"), "new");
  const std::string id = bed.uploads().create_multipart_upload({"k", 1000, 600}).value();
  ASSERT_OK(put_part(bed.uploads(), "k", id, 1, body.substr(0, 600)));
  bed.reopen();
  ASSERT_OK(put_part(bed.uploads(), "k", id, 2, body.substr(600)));
  ASSERT_OK(bed.uploads().complete_multipart_upload("k", id));
  EXPECT_TRUE(get(bed.objects(), "k") == body);
}

TEST(FilesystemObjectStore, ListsManyEmptyFoldersToo) {
  FilesystemTestbed bed;
  for (int i = 0; i < 200; ++i) {
    fs::create_directories(fs::path(bed.root()) / "objects" / ("e" + std::to_string(i)) / "f");
  }
  ASSERT_OK(put(bed.objects(), "z", "last"));
  const auto listed = bed.objects().list_objects({.prefix = "", .start_after = "", .max_keys = 1});
  ASSERT_OK(listed);
  ASSERT_EQ(listed->size(), 1U);
  EXPECT_EQ(listed->front().key, "z");
}

}  // namespace
}  // namespace audmg::storage::filesystem
