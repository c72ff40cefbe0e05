using Users.Api.Commands;
using Users.Api.Problems;
using Users.Api.Reading;
using Users.Contracts;

namespace Users.Api.Users;

/// <summary>Says what each outcome of a command means over HTTP, whoever asks: the client that waits, or one that looks later.</summary>
internal static class UserOutcomes
{
    public static Answer ToAnswer(object outcome) => Map(outcome) with { Token = ConsistencyToken.Of(outcome) };

    private static Answer Map(object outcome) => outcome switch
    {
        UserCreated created => new Answer(StatusCodes.Status201Created)
        {
            Location = UserLinks.To(created.UserId),
            ETag = UserVersion.ToTag(created.Version),
            Body = UserResponse.From(created),
        },
        UserUpdated updated => new Answer(StatusCodes.Status200OK)
        {
            ETag = UserVersion.ToTag(updated.Version),
            Body = UserResponse.From(updated),
        },
        UserDeleted => new Answer(StatusCodes.Status204NoContent),
        UserNotFound { IsDeleted: true } => Answer.From(ProblemTypes.UserDeleted.With("There was a user with this id, but it was deleted.")),
        UserNotFound => Answer.From(ProblemTypes.UserNotFound.With("There is no user with this id.")),
        UserVersionConflict conflict => Answer.From(ProblemTypes.UserVersionConflict.With(
            "No entity tag in If-Match is that of the user's version; a weak one, with W/ in front, never is. The ETag header of this answer is the one that it has.")) with
        { ETag = UserVersion.ToTag(conflict.Version) },
        UserDuplicated => Answer.From(ProblemTypes.UserDuplicated.With(
            "Another user has this name. Names are the same when they differ only in case, surrounding space, Unicode form or invisible characters.")),
        OperationConflicted => Answer.From(ProblemTypes.IdempotencyKeyReused.With(
            "Another command was sent with this Idempotency-Key before; this one was not executed.")),
        _ => throw new ArgumentException($"No answer is known for the outcome {outcome.GetType()}.", nameof(outcome)),
    };

    /// <summary>
    /// Says whether an outcome that does not tell of which command it is fits a command: one that was written before outcomes told it, or by
    /// a consumer that does not.
    /// </summary>
    public static bool AreOf(object command, object outcome) => (command, outcome) switch
    {
        (CreateUser create, UserCreated created) => created.Name == create.Name,
        (CreateUser create, UserDuplicated duplicated) => duplicated.Name == create.Name,
        (UpdateUser update, UserUpdated updated) =>
            updated.UserId == update.UserId && updated.Name == update.Name && IsExpected(update.ExpectedVersion, update.ExpectedVersions, updated.Version - 1),
        (UpdateUser update, UserDuplicated duplicated) => duplicated.Name == update.Name,
        (UpdateUser update, UserNotFound none) => none.UserId == update.UserId,
        (UpdateUser update, UserVersionConflict conflict) =>
            conflict.UserId == update.UserId && conflict.ExpectedVersion == update.ExpectedVersion,
        (DeleteUser delete, UserDeleted deleted) =>
            deleted.UserId == delete.UserId && IsExpected(delete.ExpectedVersion, delete.ExpectedVersions, deleted.Version - 1),
        (DeleteUser delete, UserNotFound none) => none.UserId == delete.UserId,
        (DeleteUser delete, UserVersionConflict conflict) =>
            conflict.UserId == delete.UserId && conflict.ExpectedVersion == delete.ExpectedVersion,
        _ => false,
    };

    private static bool IsExpected(int? latest, IReadOnlyList<int>? all, int version) => new ExpectedVersion(latest, all).Includes(version);
}
