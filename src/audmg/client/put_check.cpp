// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/client/put_check.hpp"

#include "audmg/client/companion_pairs.hpp"
#include "audmg/client/open_local.hpp"
#include "audmg/media/companions/companion_type.hpp"
#include "audmg/media/types/file_type.hpp"
#include "audmg/media/types/open_file.hpp"

namespace audmg::client {

Result<std::string> reason_to_refuse(const std::filesystem::path& path) {
  AUDMG_TRY(const OpenLocal file, OpenLocal::open(path));
  media::OpenFile object(file.descriptor(), file.size());
  AUDMG_TRY(const media::Verdict verdict, media::inspect(object));
  if (verdict.type) return std::string();
  std::string reason = "looks like " + verdict.looks_like;
  if (is_companion_name(path)) reason += ", and no picture of its name is beside it";
  return reason;
}

Result<std::string> reason_to_refuse_companion(const std::filesystem::path& path) {
  AUDMG_TRY(const OpenLocal file, OpenLocal::open(path));
  media::OpenFile object(file.descriptor(), file.size());
  AUDMG_TRY(media::CompanionVerdict verdict, media::inspect_companion(object));
  if (verdict.type) return std::string();
  return std::move(verdict.problem);
}

}  // namespace audmg::client
