/** In a group, to all that is not the same for everybody. It must be true as well where the answer comes to the person alone. */
export const writeAlone = '群里不说各家的事。报名、查课请单独发消息给我。'
