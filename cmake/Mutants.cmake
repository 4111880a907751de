# Mutants (tests/mutants, docs/adr/0033): in a build for tests, a file that some are of is compiled as a copy in which
# they are woven. All of them are in one build, and none is in a release, which never looks into tests/.

if(OPORA_TESTING)
  find_program(OPORA_PYTHON python3 REQUIRED)
  set(OPORA_WEAVER ${CMAKE_SOURCE_DIR}/tests/mutants/weave.py)
  file(GLOB OPORA_MUTANTS CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/mutants/lists/*.txt)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${OPORA_MUTANTS})
  set(OPORA_MUTATED "")
  foreach(list ${OPORA_MUTANTS})
    file(STRINGS ${list} lines REGEX "^in: ")
    list(APPEND OPORA_MUTATED ${lines})
  endforeach()
  list(TRANSFORM OPORA_MUTATED REPLACE "^in: +" "")
  list(REMOVE_DUPLICATES OPORA_MUTATED)
endif()

# opora_weave(out what [file …]): makes `out` by the weaver, and again when the mutants or these files change.
function(opora_weave out what)
  add_custom_command(OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} -E env PYTHONDONTWRITEBYTECODE=1 ${OPORA_PYTHON} ${OPORA_WEAVER} ${out} ${what}
    DEPENDS ${ARGN} ${OPORA_MUTANTS} ${OPORA_WEAVER} ${CMAKE_SOURCE_DIR}/tests/mutants/rows.py
    COMMENT "Weaving mutants into ${what}" VERBATIM)
endfunction()

# opora_weave_mutants(target): puts a woven copy in the place of each of the target's files that has mutants. Editors
# and linters find the files themselves in compile_commands.json, by a library that nobody builds.
function(opora_weave_mutants target)
  get_target_property(files ${target} SOURCES)
  set(compiled "")
  set(as_written "")
  foreach(file ${files})
    cmake_path(ABSOLUTE_PATH file OUTPUT_VARIABLE path)
    cmake_path(RELATIVE_PATH path BASE_DIRECTORY ${CMAKE_SOURCE_DIR} OUTPUT_VARIABLE name)
    if(name IN_LIST OPORA_MUTATED)
      set_property(GLOBAL APPEND PROPERTY OPORA_WOVEN ${name})
      list(APPEND as_written ${file})
      set(file ${CMAKE_BINARY_DIR}/woven/${name})
      opora_weave(${file} ${name} ${path})
    endif()
    list(APPEND compiled ${file})
  endforeach()
  if(as_written)
    set_property(TARGET ${target} PROPERTY SOURCES ${compiled})
    target_link_libraries(${target} PUBLIC platform_faults)
    add_library(${target}_as_written OBJECT EXCLUDE_FROM_ALL ${as_written})
    target_link_libraries(${target}_as_written PRIVATE ${target})
  endif()
endfunction()

# Called when everything is described: a mutant of a file that belongs to no library would be in no program.
function(opora_expect_all_woven)
  get_property(woven GLOBAL PROPERTY OPORA_WOVEN)
  foreach(file ${OPORA_MUTATED})
    if(NOT file IN_LIST woven)
      message(FATAL_ERROR "tests/mutants: ${file} has mutants, and is a file of no library.")
    endif()
  endforeach()
endfunction()
