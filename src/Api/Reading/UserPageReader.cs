namespace Users.Api.Reading;

/// <summary>Reads a page of users slice by slice, between which others may change what is read.</summary>
internal sealed class UserPageReader(UserSelection selection, PageStart? start, int count, DateTimeOffset? asOf, int budget)
{
    private const int SliceSize = 4096;

    private readonly List<User> _users = [];
    private readonly Guid? _passed = start is { IsPassed: true } after ? after.Place.Id : null;
    private Position _next = start?.Place ?? selection.Start;
    private int _budget = budget;
    private bool _isExhausted;

    /// <summary>Reads on, and returns whether the page is complete.</summary>
    public bool ReadSlice(NameIndex latest, NameIndex former)
    {
        var users = asOf is null ? latest.From(_next) : NameIndex.Merge(latest, former, _next);
        var left = SliceSize;

        foreach (var user in users)
        {
            // One more than is shown tells whether there is a next page.
            if (_users.Count > count || !selection.Includes(user.Key))
            {
                return true;
            }

            if (left-- == 0 || _budget == 0)
            {
                _next = Position.Of(user);
                _isExhausted = _budget == 0;
                return _isExhausted;
            }

            _budget--;

            if (IsShown(user))
            {
                _users.Add(user);
            }
        }

        return true;
    }

    public UserPage ToPage() =>
        _users.Count > count ? new(_users[..count], new(Position.Of(_users[count - 1]), IsPassed: true))
        : _isExhausted ? new(_users, new(_next, IsPassed: false))
        : new(_users, null);

    // The one that the page before ended with may be there no longer, or in another version.
    private bool IsShown(User user) => user.Id != _passed && (asOf is not { } time || user.IsOf(time));
}
