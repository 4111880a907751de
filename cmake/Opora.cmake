# How a part of Opora is described: a library, a program or a test, its files and what it stands on. A service is
# described by its folder: cmake/Service.cmake.

# opora_parts(): each folder here that has a CMakeLists.txt; nothing has to list it. A folder with code or tests and
# without one is a mistake.
function(opora_parts)
  file(GLOB parts RELATIVE ${CMAKE_CURRENT_SOURCE_DIR} CONFIGURE_DEPENDS */CMakeLists.txt)
  file(GLOB code RELATIVE ${CMAKE_CURRENT_SOURCE_DIR} CONFIGURE_DEPENDS */*.cpp */*_test.py */*_test.sh)
  foreach(file ${code})
    cmake_path(GET file PARENT_PATH folder)
    if(NOT "${folder}/CMakeLists.txt" IN_LIST parts)
      message(FATAL_ERROR "${CMAKE_CURRENT_SOURCE_DIR}/${folder} has no CMakeLists.txt, and holds ${file}.")
    endif()
  endforeach()
  foreach(part ${parts})
    cmake_path(GET part PARENT_PATH folder)
    add_subdirectory(${folder})
  endforeach()
endfunction()

# opora_check_sources(): that each .cpp below services/ and tests/ is compiled into something. Asked by the preset asan,
# the only one that builds everything.
function(opora_check_sources)
  set(compiled "")
  opora_compiled_below(${CMAKE_SOURCE_DIR} compiled)
  file(GLOB_RECURSE all CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/services/*.cpp ${CMAKE_SOURCE_DIR}/tests/*.cpp)
  list(REMOVE_ITEM all ${compiled})
  if(all)
    list(JOIN all "\n  " all)
    message(FATAL_ERROR "In no CMakeLists.txt, so never compiled:\n  ${all}")
  endif()
endfunction()

# opora_compiled_below(folder out): the sources of all targets of the folder and of those below it.
function(opora_compiled_below folder out)
  set(sources ${${out}})
  get_property(targets DIRECTORY ${folder} PROPERTY BUILDSYSTEM_TARGETS)
  foreach(target ${targets})
    get_target_property(files ${target} SOURCES)
    foreach(file ${files})
      cmake_path(ABSOLUTE_PATH file BASE_DIRECTORY ${folder} NORMALIZE)
      list(APPEND sources ${file})
    endforeach()
  endforeach()
  get_property(parts DIRECTORY ${folder} PROPERTY SUBDIRECTORIES)
  foreach(part ${parts})
    opora_compiled_below(${part} sources)
  endforeach()
  set(${out} ${sources} PARENT_SCOPE)
endfunction()

# opora_library(name FILES a.cpp … USES other …)
function(opora_library name)
  cmake_parse_arguments(arg "" "" "FILES;USES" ${ARGN})
  if(arg_FILES)
    add_library(${name} STATIC ${arg_FILES})
    target_link_libraries(${name} PUBLIC opora_flags ${arg_USES})
    opora_weave_mutants(${name})
  else()
    add_library(${name} INTERFACE)
    target_link_libraries(${name} INTERFACE opora_flags ${arg_USES})
  endif()
endfunction()

# opora_test(name FILES a_test.cpp … USES other … [LABELS registration …] [LONG] [POSTGRES] [KAFKA] [REDIS]
# [ENGINES]): a GoogleTest program. POSTGRES, KAFKA, REDIS: ctest starts such a server before its tests and ends it
# after the last of all. ENGINES: they run on SQLite, and once more, named postgres.…, on PostgreSQL.
# Its tests are listed when ctest runs, so building doesn't run them. `tests_<label>` builds all programs of a label.
# Under ThreadSanitizer only programs labelled tsan are built and run: gRPC and protobuf are not instrumented and would
# drown the rest in reports.
# Files are compiled several at a time where the preset says so (docs/adr/0037). One whose names meet another's is left
# out with SKIP_UNITY_BUILD_INCLUSION.
function(opora_test name)
  cmake_parse_arguments(arg "LONG;POSTGRES;KAFKA;REDIS;ENGINES" "" "FILES;USES;LABELS" ${ARGN})
  add_executable(${name} ${arg_FILES})
  target_link_libraries(${name} PRIVATE opora_flags ${arg_USES} GTest::gtest_main)
  set_target_properties(${name} PROPERTIES UNITY_BUILD ${OPORA_UNITY_TESTS})
  set(prefix "")
  set(filter "")
  if(OPORA_SANITIZERS STREQUAL "thread")
    if(NOT "tsan" IN_LIST arg_LABELS)
      set_target_properties(${name} PROPERTIES EXCLUDE_FROM_ALL ON)
      return()
    endif()
    set(prefix "tsan.")
    set(filter TEST_FILTER "-*postgres*:Postgres*")  # nor is libpq
  endif()
  set(labels ${arg_LABELS})
  if(arg_LONG)
    list(APPEND labels long)
  endif()
  opora_builds_for("${labels}" ${name})
  set(servers "")
  if(arg_POSTGRES AND NOT filter)
    list(APPEND servers postgres)
  endif()
  set(places "")
  if(arg_KAFKA AND NOT filter)
    list(APPEND servers kafka)
    list(APPEND places "OPORA_TEST_KAFKA=${CMAKE_BINARY_DIR}/kafka.folder")
  endif()
  if(arg_REDIS AND NOT filter)
    list(APPEND servers redis)
    list(APPEND places "OPORA_TEST_REDIS=${CMAKE_BINARY_DIR}/redis.folder")
  endif()
  gtest_discover_tests(${name} DISCOVERY_MODE PRE_TEST TEST_PREFIX "${prefix}" ${filter} PROPERTIES TIMEOUT 900)
  if(arg_ENGINES)
    gtest_discover_tests(${name} DISCOVERY_MODE PRE_TEST TEST_PREFIX "postgres." TEST_LIST ${name}_postgres_TESTS
      PROPERTIES TIMEOUT 900)
  endif()
  # Discovery would lose all of a list but its first, so lists are given once the tests are known.
  set(engine_servers postgres ${servers})
  list(REMOVE_DUPLICATES engine_servers)
  set(engine_places OPORA_TEST_ENGINE=postgres ${places})
  set(described ${CMAKE_CURRENT_BINARY_DIR}/${name}_properties.cmake)
  file(WRITE ${described} "foreach(test \${${name}_TESTS})
  set_tests_properties(\${test} PROPERTIES LABELS \"${labels}\" FIXTURES_REQUIRED \"${servers}\"
    ENVIRONMENT \"${places}\")
endforeach()
foreach(test \${${name}_postgres_TESTS})
  set_tests_properties(\${test} PROPERTIES LABELS \"${labels}\" FIXTURES_REQUIRED \"${engine_servers}\"
    ENVIRONMENT \"${engine_places}\")
endforeach()
")
  set_property(DIRECTORY APPEND PROPERTY TEST_INCLUDE_FILES ${described})
endfunction()

# opora_script_test(name COMMAND … [NEEDS target …] [LABELS …] [LONG] [SERIAL] [POSTGRES] [KAFKA] [ENGINES]
# [TIMEOUT seconds]): a test that is a script. NEEDS names the programs it runs. SERIAL keeps other tests away while it
# runs, for those that load the whole machine. With POSTGRES, or in the second run that ENGINES asks for,
# OPORA_TEST_POSTGRES names the file that says where PostgreSQL is; with KAFKA, OPORA_TEST_KAFKA that of Kafka.
# Python finds the packages tests/support and deploy/cluster, and leaves nothing beside what it reads.
function(opora_script_test name)
  cmake_parse_arguments(arg "LONG;SERIAL;POSTGRES;KAFKA;ENGINES" "TIMEOUT" "COMMAND;NEEDS;LABELS" ${ARGN})
  if(OPORA_SANITIZERS STREQUAL "thread")
    return()
  endif()
  set(labels ${arg_LABELS})
  if(arg_LONG)
    list(APPEND labels long)
  endif()
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 900)
  endif()
  set(names ${name})
  if(arg_ENGINES)
    list(APPEND names postgres.${name})
  endif()
  foreach(each ${names})
    add_test(NAME ${each} COMMAND ${arg_COMMAND} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
    set_tests_properties(${each} PROPERTIES LABELS "${labels}" TIMEOUT ${arg_TIMEOUT} RUN_SERIAL ${arg_SERIAL})
    set(servers "")
    set(places PYTHONPATH=${CMAKE_SOURCE_DIR}/tests:${CMAKE_SOURCE_DIR}/deploy PYTHONDONTWRITEBYTECODE=1)
    if(arg_POSTGRES OR each MATCHES "^postgres[.]")
      list(APPEND servers postgres)
      list(APPEND places OPORA_TEST_POSTGRES=${CMAKE_BINARY_DIR}/postgres.folder)
    endif()
    if(arg_KAFKA)
      list(APPEND servers kafka)
      list(APPEND places OPORA_TEST_KAFKA=${CMAKE_BINARY_DIR}/kafka.folder)
    endif()
    set_tests_properties(${each} PROPERTIES FIXTURES_REQUIRED "${servers}" ENVIRONMENT "${places}")
  endforeach()
  opora_builds_for("${labels}" ${arg_NEEDS})
endfunction()

# opora_python_test(file CLASSES Class … [ARGUMENTS word …] [VARIANT name] …): each class of unittest in a file of this
# folder as a test of its own, called by the folder and itself: fault.Kills, or fault.Kills.long by a VARIANT that tells
# two runs of a class apart. Class.test_method is that method alone. The file is given ARGUMENTS and the class; the
# other words are those of opora_script_test. tests/tidy sees to it that no class is left out.
function(opora_python_test file)
  set(options LONG SERIAL POSTGRES KAFKA ENGINES)
  cmake_parse_arguments(arg "${options}" "TIMEOUT;VARIANT" "CLASSES;ARGUMENTS;NEEDS;LABELS" ${ARGN})
  cmake_path(RELATIVE_PATH CMAKE_CURRENT_SOURCE_DIR BASE_DIRECTORY ${CMAKE_SOURCE_DIR}/tests OUTPUT_VARIABLE folder)
  string(REPLACE "/" "." folder ${folder})
  set(passed_on "")
  foreach(option ${options})
    if(arg_${option})
      list(APPEND passed_on ${option})
    endif()
  endforeach()
  if(arg_TIMEOUT)
    list(APPEND passed_on TIMEOUT ${arg_TIMEOUT})
  endif()
  set(variant "")
  if(arg_VARIANT)
    set(variant ".${arg_VARIANT}")
  endif()
  foreach(class ${arg_CLASSES})
    opora_script_test(${folder}.${class}${variant}
      COMMAND python3 ${CMAKE_CURRENT_SOURCE_DIR}/${file} ${arg_ARGUMENTS} ${class}
      NEEDS ${arg_NEEDS}
      LABELS ${arg_LABELS}
      ${passed_on})
  endforeach()
endfunction()

# Adds targets to what `tests_<label>` builds. The targets may be described later than the test that needs them.
function(opora_builds_for labels)
  foreach(label ${labels})
    if(NOT TARGET tests_${label})
      add_custom_target(tests_${label})
    endif()
    if(ARGN)
      add_dependencies(tests_${label} ${ARGN})
    endif()
  endforeach()
endfunction()
