/* Loaded before the C library: counts the calls that change what is below a folder, and lets one of them fail or ends the process there.
 * torture_arm begins it, for the process that calls it and none of its children. TORTURE_CLOCK seconds is the clock wrong. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

static char under[PATH_MAX], log_path[PATH_MAX];
static long at, error, count;
static int lasts;
static pid_t own;

/* The call with the number `at` (0: none) fails with `error`, or kills the process where that is -9; with `lasts` 1 all later ones fail
 * too, with 2 those of them that need space, as on a full disk. All calls go to the file `log`, one a line, unless it is empty. */
void torture_arm(const char *folder, const char *log, long number, long code, int then) {
    snprintf(under, sizeof under, "%s", folder);
    snprintf(log_path, sizeof log_path, "%s", log);
    at = number, error = code, lasts = then, count = 0, own = getpid();
}

static void tell(const char *name, const char *path) {
    if (!*log_path) return;
    int (*real)(const char *, int, ...) = dlsym(RTLD_NEXT, "open");
    ssize_t (*put)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
    int file = real(log_path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    char line[PATH_MAX + 64];
    int length = snprintf(line, sizeof line, "%s %s\n", name, path);
    if (file >= 0) { if (put(file, line, length) < 0) {} close(file); }
}

/* Whether this call is to fail; errno is set then. */
static int fails(const char *name, const char *path, int space) {
    if (!*under || getpid() != own || strncmp(path, under, strlen(under))) return 0;
    int saved = errno;
    long number = ++count;
    tell(name, path);
    errno = saved;
    if (!at || number < at || (number > at && (lasts == 0 || (lasts == 2 && !space)))) return 0;
    if (error == -9) kill(own, SIGKILL);
    errno = (int)error;
    return 1;
}

static int fails_at(const char *name, int folder, const char *path, int space) {
    char from[64], base[PATH_MAX], whole[2 * PATH_MAX];
    if (path[0] == '/' || folder == AT_FDCWD) return fails(name, path, space);
    snprintf(from, sizeof from, "/proc/self/fd/%d", folder);
    ssize_t length = readlink(from, base, sizeof base - 1);
    if (length < 0) return 0;
    base[length] = 0;
    snprintf(whole, sizeof whole, "%s/%s", base, path);
    return fails(name, whole, space);
}

static int fails_on(const char *name, int file, int space) {
    char from[64], path[PATH_MAX];
    if (!*under || getpid() != own) return 0;
    snprintf(from, sizeof from, "/proc/self/fd/%d", file);
    ssize_t length = readlink(from, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return fails(name, path, space);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define WRITES(flags) ((flags) & (O_CREAT | O_WRONLY | O_RDWR | O_TRUNC))
#define MODE(flags) mode_t mode = 0; if ((flags) & (O_CREAT | O_TMPFILE)) { va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); }

int open(const char *path, int flags, ...) { MODE(flags) return WRITES(flags) && fails("open", path, 1) ? -1 : REAL(open)(path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags) return WRITES(flags) && fails("open", path, 1) ? -1 : REAL(open64)(path, flags, mode); }
int openat(int folder, const char *path, int flags, ...) { MODE(flags) return WRITES(flags) && fails_at("open", folder, path, 1) ? -1 : REAL(openat)(folder, path, flags, mode); }
int openat64(int folder, const char *path, int flags, ...) { MODE(flags) return WRITES(flags) && fails_at("open", folder, path, 1) ? -1 : REAL(openat64)(folder, path, flags, mode); }
ssize_t write(int file, const void *data, size_t size) { return fails_on("write", file, 1) ? -1 : REAL(write)(file, data, size); }
ssize_t pwrite(int file, const void *data, size_t size, off_t place) { return fails_on("write", file, 1) ? -1 : REAL(pwrite)(file, data, size, place); }
ssize_t pwrite64(int file, const void *data, size_t size, off64_t place) { return fails_on("write", file, 1) ? -1 : REAL(pwrite64)(file, data, size, place); }
ssize_t writev(int file, const struct iovec *data, int size) { return fails_on("write", file, 1) ? -1 : REAL(writev)(file, data, size); }
int ftruncate(int file, off_t size) { return fails_on("ftruncate", file, 1) ? -1 : REAL(ftruncate)(file, size); }
int ftruncate64(int file, off64_t size) { return fails_on("ftruncate", file, 1) ? -1 : REAL(ftruncate64)(file, size); }
int fsync(int file) { return fails_on("fsync", file, 1) ? -1 : REAL(fsync)(file); }
int fdatasync(int file) { return fails_on("fsync", file, 1) ? -1 : REAL(fdatasync)(file); }
int mkdir(const char *path, mode_t mode) { return fails("mkdir", path, 1) ? -1 : REAL(mkdir)(path, mode); }
int symlink(const char *to, const char *path) { return fails("symlink", path, 1) ? -1 : REAL(symlink)(to, path); }
int symlinkat(const char *to, int folder, const char *path) { return fails_at("symlink", folder, path, 1) ? -1 : REAL(symlinkat)(to, folder, path); }
int link(const char *old, const char *path) { return fails("link", path, 1) ? -1 : REAL(link)(old, path); }
int linkat(int from, const char *old, int folder, const char *path, int flags) { return fails_at("link", folder, path, 1) ? -1 : REAL(linkat)(from, old, folder, path, flags); }
int rename(const char *old, const char *path) { return fails("rename", path, 0) ? -1 : REAL(rename)(old, path); }
int renameat(int from, const char *old, int folder, const char *path) { return fails_at("rename", folder, path, 0) ? -1 : REAL(renameat)(from, old, folder, path); }
int unlink(const char *path) { return fails("unlink", path, 0) ? -1 : REAL(unlink)(path); }
int unlinkat(int folder, const char *path, int flags) { return fails_at("unlink", folder, path, 0) ? -1 : REAL(unlinkat)(folder, path, flags); }
int rmdir(const char *path) { return fails("unlink", path, 0) ? -1 : REAL(rmdir)(path); }

static long wrong(void) { const char *value = getenv("TORTURE_CLOCK"); return value ? atol(value) : 0; }

int clock_gettime(clockid_t clock, struct timespec *now) {
    int done = REAL(clock_gettime)(clock, now);
    if (!done && clock == CLOCK_REALTIME) now->tv_sec += wrong();
    return done;
}
int gettimeofday(struct timeval *restrict now, void *restrict zone) {
    int done = REAL(gettimeofday)(now, zone);
    if (!done) now->tv_sec += wrong();
    return done;
}
time_t time(time_t *place) {
    struct timespec now;
    REAL(clock_gettime)(CLOCK_REALTIME, &now);
    if (place) *place = now.tv_sec + wrong();
    return now.tv_sec + wrong();
}
