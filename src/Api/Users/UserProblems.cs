using KafkaRider.AspNetCore;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Users.Api.Users;

/// <summary>Lists the problems that only users have. Each has a section in docs/problems.md.</summary>
internal static class UserProblems
{
    public static readonly ProblemType NotFoundType = new("user-not-found", Status404NotFound, "There is no such user");
    public static readonly ProblemType DeletedType = new("user-deleted", Status410Gone, "The user was deleted");

    public static readonly Problem NotFound = NotFoundType.With("There is no user with this id.");

    public static readonly Problem Deleted = DeletedType.With("There was a user with this id, but it was deleted.");

    public static readonly Problem NameTaken = new ProblemType("user-duplicated", Status409Conflict, "The name is taken").With(
        "Another user has this name. Names are the same when they differ only in case, surrounding space, Unicode form or invisible characters.");

    public static readonly Problem VersionConflict = new ProblemType(
        "user-version-conflict", Status412PreconditionFailed, "The user has another version").With(
        "No entity tag in If-Match is that of the user's version; a weak one, with W/ in front, never is. The ETag header of this answer is the one that it has.");
}
