# How a part of Opora is described: a library, a program or a test, its files and what it stands on.

# opora_library(name FILES a.cpp … USES other …)
function(opora_library name)
  cmake_parse_arguments(arg "" "" "FILES;USES" ${ARGN})
  if(arg_FILES)
    add_library(${name} STATIC ${arg_FILES})
    target_link_libraries(${name} PUBLIC opora_flags ${arg_USES})
  else()
    add_library(${name} INTERFACE)
    target_link_libraries(${name} INTERFACE opora_flags ${arg_USES})
  endif()
endfunction()

# opora_service_program(name): the service as a process of its own, `opora-<name>`. `opora_services` builds them all.
function(opora_service_program name)
  add_executable(opora-${name} main.cpp)
  target_link_libraries(opora-${name} PRIVATE opora_flags opora_allocator ${name} platform_process)
  if(NOT TARGET opora_services)
    add_custom_target(opora_services)
  endif()
  add_dependencies(opora_services opora-${name})
endfunction()

# opora_test(name FILES a_test.cpp … USES other … [LABELS registration …] [LONG] [POSTGRES] [ENGINES]): a GoogleTest
# program. POSTGRES: ctest starts a PostgreSQL before its tests and ends it after the last of all. ENGINES: they run on
# SQLite, and once more, named postgres.…, on PostgreSQL.
# Its tests are listed when ctest runs, so building doesn't run them. `tests_<label>` builds all programs of a label.
# Under ThreadSanitizer only programs labelled tsan are built and run: gRPC and protobuf are not instrumented and would
# drown the rest in reports.
function(opora_test name)
  cmake_parse_arguments(arg "LONG;POSTGRES;ENGINES" "" "FILES;USES;LABELS" ${ARGN})
  add_executable(${name} ${arg_FILES})
  target_link_libraries(${name} PRIVATE opora_flags ${arg_USES} GTest::gtest_main)
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
  set(needs "")
  if(arg_POSTGRES AND NOT filter)
    set(needs FIXTURES_REQUIRED postgres)
  endif()
  gtest_discover_tests(${name} DISCOVERY_MODE PRE_TEST TEST_PREFIX "${prefix}" ${filter}
    PROPERTIES TIMEOUT 900 ${needs})
  if(arg_ENGINES)
    gtest_discover_tests(${name} DISCOVERY_MODE PRE_TEST TEST_PREFIX "postgres." TEST_LIST ${name}_postgres_TESTS
      PROPERTIES TIMEOUT 900 FIXTURES_REQUIRED postgres ENVIRONMENT "OPORA_TEST_ENGINE=postgres")
  endif()
  # Discovery would lose all labels but the first, so they are given once the tests are known.
  set(labelling ${CMAKE_CURRENT_BINARY_DIR}/${name}_labels.cmake)
  file(WRITE ${labelling} "foreach(tests \${${name}_TESTS} \${${name}_postgres_TESTS})
  set_tests_properties(\${tests} PROPERTIES LABELS \"${labels}\")
endforeach()
")
  set_property(DIRECTORY APPEND PROPERTY TEST_INCLUDE_FILES ${labelling})
endfunction()

# opora_script_test(name COMMAND … [NEEDS target …] [LABELS …] [LONG] [SERIAL] [POSTGRES] [ENGINES] [TIMEOUT seconds]):
# a test that is a script. NEEDS names the programs it runs. SERIAL keeps other tests away while it runs, for those that
# load the whole machine. With POSTGRES, or in the second run that ENGINES asks for, OPORA_TEST_POSTGRES names the file
# that says where PostgreSQL is.
function(opora_script_test name)
  cmake_parse_arguments(arg "LONG;SERIAL;POSTGRES;ENGINES" "TIMEOUT" "COMMAND;NEEDS;LABELS" ${ARGN})
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
    if(arg_POSTGRES OR each MATCHES "^postgres[.]")
      set_tests_properties(${each} PROPERTIES FIXTURES_REQUIRED postgres
        ENVIRONMENT "OPORA_TEST_POSTGRES=${CMAKE_BINARY_DIR}/postgres.folder")
    endif()
  endforeach()
  opora_builds_for("${labels}" ${arg_NEEDS})
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
