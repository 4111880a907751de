# How files of SQL and of words become part of a program: a service brings its schema with it, and what it says to
# people, so it needs no folder beside it to start.

# opora_embed_migrations(target owner folder): compiles folder/NNNN_what.sql, in the order of their numbers, into the
# target and puts <owner>_migrations.h on its include path. The header declares
# `opora::Migrations opora::<owner>_migrations();`. A migration's name is what stands between its number and ".sql".
function(opora_embed_migrations target owner folder)
  file(GLOB files CONFIGURE_DEPENDS ${folder}/*.sql)
  list(SORT files)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${files})

  set(steps "")
  set(expected 0)
  foreach(file ${files})
    get_filename_component(name ${file} NAME)
    if(NOT name MATCHES "^([0-9][0-9][0-9][0-9])_([a-z0-9_]+)\\.sql$")
      message(FATAL_ERROR "${file}: a migration is named NNNN_what.sql.")
    endif()
    set(what ${CMAKE_MATCH_2})
    string(REGEX REPLACE "^0+" "" number ${CMAKE_MATCH_1})
    math(EXPR expected "${expected} + 1")
    if(NOT number EQUAL expected)
      message(FATAL_ERROR "${file}: migrations are numbered from 1 without gaps; ${expected} comes next.")
    endif()
    file(READ ${file} text)
    string(APPEND steps "    {${number}, \"${what}\", R\"opora_sql(${text})opora_sql\"},\n")
  endforeach()
  if(expected EQUAL 0)
    message(FATAL_ERROR "${folder} holds no migrations.")
  endif()

  set(generated ${CMAKE_CURRENT_BINARY_DIR}/${owner}_migrations)
  opora_write_if_changed(${generated}/${owner}_migrations.h
"#pragma once

#include \"platform/sql/database.h\"

namespace opora {

Migrations ${owner}_migrations();

}  // namespace opora
")
  opora_write_if_changed(${generated}/${owner}_migrations.cpp
"#include \"${owner}_migrations.h\"

namespace opora {
namespace {

constexpr Migration kSteps[] = {
${steps}};

}  // namespace

Migrations ${owner}_migrations() { return {\"${owner}\", kSteps}; }

}  // namespace opora
")
  target_sources(${target} PRIVATE ${generated}/${owner}_migrations.cpp)
  target_include_directories(${target} PUBLIC ${generated})
endfunction()

# opora_embed_words(target owner folder): compiles folder/<language>.json into the target and puts <owner>_words.h on
# its include path. The header declares `const opora::Catalogue& opora::<owner>_words();`. What is wrong with the words,
# platform/text/catalogue.h says when they are first asked for; tests ask.
function(opora_embed_words target owner folder)
  file(GLOB files CONFIGURE_DEPENDS ${folder}/*.json)
  if(NOT files)
    message(FATAL_ERROR "${folder} holds no words.")
  endif()
  list(SORT files)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${files})
  set(pages "")
  foreach(file ${files})
    cmake_path(GET file STEM language)
    file(READ ${file} text)
    string(APPEND pages "    {\"${language}\", R\"opora_words(${text})opora_words\"},\n")
  endforeach()

  set(generated ${CMAKE_CURRENT_BINARY_DIR}/${owner}_words)
  opora_write_if_changed(${generated}/${owner}_words.h
"#pragma once

#include \"platform/text/catalogue.h\"

namespace opora {

const Catalogue& ${owner}_words();

}  // namespace opora
")
  opora_write_if_changed(${generated}/${owner}_words.cpp
"#include \"${owner}_words.h\"

namespace opora {
namespace {

constexpr Catalogue::Page kPages[] = {
${pages}};

}  // namespace

const Catalogue& ${owner}_words() {
  static const Catalogue words(kPages);
  return words;
}

}  // namespace opora
")
  target_sources(${target} PRIVATE ${generated}/${owner}_words.cpp)
  target_include_directories(${target} PUBLIC ${generated})
endfunction()

# Leaves a file alone that already says so, so that a configure run rebuilds nothing.
function(opora_write_if_changed path text)
  if(EXISTS ${path})
    file(READ ${path} present)
    if("${present}" STREQUAL "${text}")
      return()
    endif()
  endif()
  file(WRITE ${path} "${text}")
endfunction()
