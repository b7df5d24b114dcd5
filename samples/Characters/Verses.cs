namespace Characters;

/// <summary>What the model reads: verses about the weather and the sea.</summary>
internal static class Verses
{
    /// <summary>Every character of the text; the model knows a character by its place here.</summary>
    public const string Alphabet = "\n ',.AHITWabcdefghiklmnopqrstuvwxy";

    public const string Text = """
        The wind is low, the tide is slow, the boats are lying still.
        A cloud comes over from the west and settles on the hill.
        The gulls fly in, the rain comes down, it drums on roof and stone,
        and all along the harbour wall the water sings alone.

        The wind is high, the waves are white, the boats come home at last.
        A rope is thrown, a light is lit, and every line made fast.
        The rain goes by, the stars come out, the tide begins to fall,
        and someone leaves a lamp to burn upon the harbour wall.

        The morning comes across the bay as quiet as a stone.
        A single boat goes out to sea, a single gull has flown.
        The fog lies down upon the sand and will not go away,
        until the wind turns to the south and lifts it from the bay.

        At noon the sun is on the sea, the sea is bright and wide.
        The children run along the sand and race the coming tide.
        A sail goes by, a cloud goes by, the day goes slowly on,
        and when the children turn for home the sand they ran is gone.

        In autumn when the storms come in, the nights are long and black.
        The water runs along the wall and turns and hurries back.
        The wind is in the chimney now, the rain is at the door,
        and all the stones are talking on the dark and empty shore.

        In winter when the frost is here, the ropes are hard and white.
        The boats are lying in the ice and wait all day for light.
        The snow comes down upon the sea, the sea is grey and slow,
        and not a gull is in the sky and not a wind will blow.

        In spring the rain is warm and thin, the hill is green again.
        The boats are painted blue and white and drying in the rain.
        A rope is mended, nets are hung, the wind is from the bay,
        and someone sings along the wall and sings the cold away.

        In summer when the nights are short, the sea is never black.
        The boats go out at four o'clock and noon will bring them back.
        The sun is warm on roof and stone, the water warm and clear,
        and all the gulls along the wall are waiting on the pier.

        The river comes down from the hill, it carries leaf and sand.
        It runs along beneath the bridge and leaves the quiet land.
        The tide comes in, the river stops, the salt is at the door,
        and where the two of them have met there is a line of shore.

        The night is deep, the lamp is low, the house is warm and still.
        The moon comes up above the sea and shines upon the hill.
        The tide comes in, the tide goes out, it does not stop to rest,
        and clouds that came up from the south are going to the west.

        The thunder walks across the bay, the light is thin and strange.
        The gulls are silent on the wall, they wait and feel the change.
        A drop comes down, another drop, it drums on stone and sand,
        and then the rain is everywhere, on water and on land.

        The storm is gone, the air is clean, the puddles hold the sky.
        The ropes are dripping in the sun, the nets are hung to dry.
        A boat goes out, a gull goes up, the wind is from the land,
        and all the foam the night has left is drying on the sand.

        The bell is ringing on the rock, it rings for every wave.
        It rang for all the boats that came, for all the light they gave.
        When fog lies down upon the sea and not a sail can go,
        the bell is ringing on the rock, and it is ringing slow.

        The old man sits beside the door and looks across the bay.
        He knows the wind, he knows the tide, he knows the time of day.
        A cloud comes over from the west, he puts his nets away,
        and long before the rain comes down he knows that it will stay.

        """;
}
