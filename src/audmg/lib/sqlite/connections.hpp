// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

namespace audmg::sqlite {

class GroupCommitWriter;
class ReaderPool;

/// What all adapters that keep something in one database file share. Both must outlive them.
struct Connections {
  GroupCommitWriter& writer;
  ReaderPool& readers;
};

}  // namespace audmg::sqlite
