// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/sandbox/notice.hpp"

#include "audmg/core/text.hpp"
#include "audmg/media/sandbox/frame.hpp"
#include "audmg/media/sandbox/report.hpp"

namespace audmg::media::sandbox {
namespace {

constexpr std::uint64_t kMaxMilliseconds = std::uint64_t{1} << 40;
constexpr std::uint64_t kMaxNumber = 4096;  // of exit codes, signals and errno

std::unexpected<Error> no_notice() {
  return fail(ErrorCode::invalid_argument, "a notice that the zygote did not write");
}

void write(FrameWriter& frame, const Protection& protection) {
  for (const Feature feature : kFeatures) frame.number(protection.has(feature) ? 1 : 0);
  frame.number(protection.landlock_abi);
}

Protection read_protection(FrameReader& frame) {
  Protection protection;
  for (const Feature feature : kFeatures) protection.set(feature, frame.truth());
  protection.landlock_abi = frame.number32();
  return protection;
}

}  // namespace

std::string encode(const Protection& protection) {
  FrameWriter frame;
  write(frame, protection);
  return std::move(frame).take();
}

std::string encode(const Hello& hello) {
  FrameWriter frame;
  write(frame, hello.protection);
  frame.text(printable_text(hello.problem, kMaxReasonBytes));
  return std::move(frame).take();
}

std::string encode(const JobEnd& end) {
  FrameWriter frame;
  frame.number(static_cast<std::uint64_t>(end.how))
      .number(static_cast<std::uint64_t>(end.number))
      .number(static_cast<std::uint64_t>(end.cpu.count()))
      .number(end.max_resident_kib);
  return std::move(frame).take();
}

Result<Protection> parse_protection(std::string_view bytes) {
  FrameReader frame(bytes);
  const Protection protection = read_protection(frame);
  if (!frame.complete()) return no_notice();
  return protection;
}

Result<Hello> parse_hello(std::string_view bytes) {
  FrameReader frame(bytes);
  Hello hello;
  hello.protection = read_protection(frame);
  hello.problem = printable_text(frame.text(kMaxReasonBytes), kMaxReasonBytes);
  if (!frame.complete()) return no_notice();
  return hello;
}

Result<JobEnd> parse_job_end(std::string_view bytes) {
  FrameReader frame(bytes);
  JobEnd end;
  end.how = static_cast<JobEnd::How>(frame.number_up_to(2));
  end.number = static_cast<int>(frame.number_up_to(kMaxNumber));
  end.cpu = std::chrono::milliseconds(frame.number_up_to(kMaxMilliseconds));
  end.max_resident_kib = frame.number();
  if (!frame.complete()) return no_notice();
  return end;
}

}  // namespace audmg::media::sandbox
