// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/lib/taglib/file_tags.hpp"

#include <taglib/apetag.h>
#include <taglib/flacpicture.h>
#include <taglib/id3v2tag.h>
#include <taglib/infotag.h>
#include <taglib/mp4tag.h>
#include <taglib/tlist.h>
#include <taglib/tpropertymap.h>
#include <taglib/xiphcomment.h>

// Each function adds what one kind of tag says. Names that are there already stay as they are, so
// the better tag goes first.
namespace audmg::taglib {

void add_properties(const TagLib::PropertyMap& properties, FileTags& tags);
void add_pictures(const TagLib::List<TagLib::FLAC::Picture*>& pictures, FileTags& tags);

void add_id3v2(const TagLib::ID3v2::Tag& tag, FileTags& tags);
void add_ape(const TagLib::APE::Tag& tag, FileTags& tags);
void add_xiph(TagLib::Ogg::XiphComment& tag, FileTags& tags);
void add_mp4(const TagLib::MP4::Tag& tag, FileTags& tags);
void add_info(const TagLib::RIFF::Info::Tag& tag, FileTags& tags);

}  // namespace audmg::taglib
