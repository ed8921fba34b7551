// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

namespace audmg::media::sandbox {

/// True if this build has a sanitizer, whose runtime needs more address space and threads than a
/// job is allowed.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kSanitized = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
inline constexpr bool kSanitized = true;
#else
inline constexpr bool kSanitized = false;
#endif
#else
inline constexpr bool kSanitized = false;
#endif

}  // namespace audmg::media::sandbox
