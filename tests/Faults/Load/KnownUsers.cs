using Users.Faults.Checking;

namespace Users.Faults.Load;

/// <summary>The users that the clients have heard of last, each with the version that they were told.</summary>
/// <remarks>Is not safe for threads. Deleted ones stay for a while: somebody always tries.</remarks>
internal sealed class KnownUsers
{
    private const int Most = 10;

    private readonly List<(Guid Id, int Version)> _users = [];

    public bool Any => _users.Count > 0;

    public (Guid Id, int Version) Choose(Random random) => _users[random.Next(_users.Count)];

    /// <summary>Takes in what an answer tells of a user.</summary>
    public void Learn(Attempt attempt)
    {
        if ((attempt.UserId ?? attempt.Target, attempt.Version) is not ({ } id, { } version))
        {
            return;
        }

        var at = _users.FindIndex(user => user.Id == id);

        if (at >= 0)
        {
            // Answers arrive in any order.
            _users[at] = (id, Math.Max(version, _users[at].Version));
        }
        else if (attempt.IsCreated)
        {
            _users.Add((id, version));

            if (_users.Count > Most)
            {
                _users.RemoveAt(0);
            }
        }
    }
}
